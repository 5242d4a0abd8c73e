"""The pages of the back office around a questionnaire: preview, its gestures, a paper sheet."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from surveys.desk.next_step import next_step, standing_of
from surveys.desk.standing import TOO_SMALL, before_closing, before_counting, before_publishing
from surveys.models import Survey, SurveyTranslation
from surveys.questions.forms import SheetForm
from surveys.questions.stage import opening_in_words, stage_in_words

State = Survey.State
GESTURES = {
    "ouvrir": (
        "Ouvrir le questionnaire",
        Survey.open,
        "Tout le monde pourra y répondre. Après la première réponse, les questions ne changent plus.",
    ),
    "fermer": (
        "Fermer le questionnaire",
        Survey.close,
        "Plus personne ne pourra répondre en ligne. Vous pourrez encore saisir des feuilles.",
    ),
    "compter": (
        "Compter les réponses",
        Survey.count_results,
        "Comptées une fois, les réponses le sont pour toujours\u00a0: plus aucune feuille n’entre, et on ne peut pas revenir en arrière.",
    ),
    "publier": (
        "Publier les résultats",
        Survey.publish_results,
        "Tout le monde verra les résultats. Ils ne changeront plus.",
    ),
    "retirer": (
        "Retirer les résultats",
        Survey.withdraw_results,
        "Les résultats ne seront plus visibles. Vous pourrez publier les mêmes de nouveau.",
    ),
}
BEFORE = {"fermer": before_closing, "compter": before_counting, "publier": before_publishing}
AFTER = {
    "ouvrir": "Ensuite\u00a0: distribuez les feuilles, et saisissez celles qui reviennent.",
    "fermer": "Ensuite\u00a0: saisissez les dernières feuilles, puis comptez les réponses.",
    "compter": "Ensuite\u00a0: vous verrez les résultats, les habitants pas encore. Relisez les textes, choisissez les groupes à comparer, puis publiez.",
    "publier": "Ensuite\u00a0: dites ce que le Conseil en fait, imprimez les affichettes et faites le tour des halls.",
}
OFFERED = {
    State.DRAFT: ["ouvrir"],
    State.OPEN: ["fermer"],
    State.CLOSED: ["compter", "ouvrir"],
    State.PUBLISHED: ["retirer"],
}


def survey_context(request, survey):
    """What the page of a survey shows around its form."""
    may_run = request.user.has_perm("surveys.run_survey") and not survey.is_model
    gestures = [(verb, GESTURES[verb][0]) for verb in _offered(survey)] if may_run else []
    return {
        "next_step": next_step(request.user, survey, gestures),
        "parts": survey.questionnaire().parts,
        "sections": survey.sections.all(),
        "is_frozen": survey.is_frozen,
    }


def _offered(survey):
    return ["publier"] if survey.state == State.CLOSED and survey.is_counted else OFFERED[survey.state]


@require_safe
def survey_preview(request, object_id, model_admin):
    survey = find_survey(request, object_id, model_admin)
    shown = {"form": SheetForm(survey.questionnaire()), "languages": SurveyTranslation.objects.languages(survey)}
    return show_page(request, "survey_preview.html", "Aperçu du questionnaire", survey, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_act(request, object_id, verb, model_admin):
    survey = find_survey(request, object_id, model_admin)
    if not request.user.has_perm("surveys.run_survey"):
        raise PermissionDenied
    if verb not in GESTURES:
        raise Http404
    title, act, consequence = GESTURES[verb]
    if request.method != "POST":
        shown = _told_before(survey, verb) | {"consequence": consequence, "gesture": title}
        return show_page(request, "survey_act.html", f"{title}\u00a0?", survey, **shown)
    try:
        act(survey, timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        model_admin.log_change(request, survey, title)
        stage = stage_in_words(survey, timezone.localdate())
        messages.success(request, f"C’est fait\u00a0: «\u00a0{survey}\u00a0», {stage}.")
    return redirect("admin:surveys_survey_change", survey.pk)


def _told_before(survey, verb):
    """What this gesture is about, what comes next, and what stands in its way."""
    standing = standing_of(survey)
    return {
        "days": opening_in_words(survey, timezone.localdate()) if verb == "ouvrir" else "",
        "facts": BEFORE[verb](standing) if verb in BEFORE else [],
        "after": AFTER.get(verb, ""),
        "obstacle": TOO_SMALL if verb == "compter" and standing.is_too_small else "",
        "sheets_left": standing.sheets_left if verb == "compter" else 0,
    }


class CopyForm(forms.Form):
    title = forms.CharField(label="Titre de la copie", max_length=160)

    def clean_title(self):
        title = self.cleaned_data["title"]
        self.reference = slugify(title)[:80]
        if not self.reference or Survey.objects.filter(reference=self.reference).exists():
            raise ValidationError("Un questionnaire porte déjà ce titre. Choisissez-en un autre.")
        return title


@require_http_methods(["GET", "HEAD", "POST"])
def survey_duplicate(request, object_id, model_admin):
    survey = find_survey(request, object_id, model_admin)
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = CopyForm(request.POST or None)
    if form.is_valid():
        copy = survey.duplicate(form.reference, form.cleaned_data["title"])
        model_admin.log_addition(request, copy, f"Copie de «\u00a0{survey}\u00a0»")
        return redirect("admin:surveys_survey_change", copy.pk)
    return show_page(request, "survey_duplicate.html", "Dupliquer le questionnaire", survey, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_version(request, object_id, model_admin):
    survey = find_survey(request, object_id, model_admin)
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        consequence = "La nouvelle version est un brouillon. Celle-ci garde ses réponses, et ne change pas."
        return show_page(
            request,
            "survey_act.html",
            "Faire une nouvelle version\u00a0?",
            survey,
            consequence=consequence,
            gesture="Faire une nouvelle version",
        )
    version = survey.make_version()
    model_admin.log_addition(request, version, f"Nouvelle version de «\u00a0{survey}\u00a0»")
    return redirect("admin:surveys_survey_build", version.pk)


def find_survey(request, object_id, model_admin):
    survey = get_object_or_404(Survey, pk=object_id) if object_id.isascii() and object_id.isdigit() else None
    if survey is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, survey):
        raise PermissionDenied
    return survey


def show_page(request, template, title, survey, status=None, **context):
    page = admin.site.each_context(request) | {"title": title, "survey": survey, "opts": Survey._meta, **context}
    return render(request, f"surveys/desk/{template}", page, status=status)
