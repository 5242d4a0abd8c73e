"""The page where a questionnaire is written: its parts, its questions, and one of them open to be changed."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from surveys.builder_forms import QuestionSheet, SectionForm
from surveys.models import Question, Section, Survey
from surveys.models.section import FROZEN


@require_http_methods(["GET", "HEAD", "POST"])
def survey_build(request, object_id, model_admin):
    survey = get_object_or_404(Survey, pk=object_id) if object_id.isascii() and object_id.isdigit() else None
    if survey is None or not model_admin.has_view_or_change_permission(request, survey):
        raise PermissionDenied
    if request.method == "POST" and not request.user.has_perm("surveys.change_question"):
        raise PermissionDenied
    sheet = _open_sheet(request, survey)
    if request.method == "POST":
        done = _save_question(request, survey, sheet) if sheet else _gesture(request, survey)
        if done:
            model_admin.log_change(request, survey, "Questions modifiées")
            return redirect(_page_of(survey) + done)
    return _page(request, survey, sheet)


def _open_sheet(request, survey):
    """The question whose form is open: one of the survey, or a new one at the end of a part."""
    data = request.POST if request.method == "POST" and "question" in request.POST else None
    if request.method == "POST" and data is None:
        return None
    key, part = request.GET.get("ouvrir", ""), request.GET.get("nouvelle", "")
    if _is_key(key):
        return QuestionSheet(get_object_or_404(Question, pk=key, section__survey=survey), data)
    if _is_key(part):
        section = get_object_or_404(Section, pk=part, survey=survey)
        return QuestionSheet(Question(section=section, order=section.questions.count() + 1), data)
    return None


def _save_question(request, survey, sheet):
    """Where to go back to, or nothing when the form is shown again with its mistakes."""
    if not sheet.is_valid():
        return None
    try:
        question = sheet.store()
    except ValidationError as error:
        sheet.form.add_error(None, error)
        return None
    except IntegrityError:
        sheet.form.add_error(None, FROZEN)
        return None
    messages.success(request, f"Question enregistrée\u00a0: «\u00a0{question}\u00a0».")
    return f"?ouvrir={question.pk}#question" if sheet.stays_open else f"#q{question.pk}"


def _gesture(request, survey):
    """One button, one verb of a model; where to go back to."""
    verb, _, key = request.POST.get("verb", "").partition(":")
    if verb not in GESTURES or not (_is_key(key) or verb == "section-add"):
        return "#haut"
    try:
        return GESTURES[verb](survey, key, request.POST)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return "#haut"


def _add_section(survey, _, data):
    return f"#p{survey.add_section(data.get('title', '').strip()).pk}"


def _section(act):
    def gesture(survey, key, data):
        section = get_object_or_404(Section, pk=key, survey=survey)
        act(section, data)
        return f"#p{key}" if section.pk else "#haut"

    return gesture


def _question(act):
    def gesture(survey, key, _):
        question = get_object_or_404(Question, pk=key, section__survey=survey)
        kept = act(question) or question
        return f"#q{kept.pk}" if kept.pk else f"#p{question.section_id}"

    return gesture


GESTURES = {
    "section-add": _add_section,
    "section-rename": _section(lambda section, data: section.rename(data.get("title", "").strip())),
    "section-up": _section(lambda section, data: section.move(-1)),
    "section-down": _section(lambda section, data: section.move(1)),
    "section-remove": _section(lambda section, data: section.remove()),
    "question-up": _question(lambda question: question.move(-1)),
    "question-down": _question(lambda question: question.move(1)),
    "question-copy": _question(Question.copy),
    "question-remove": _question(Question.remove),
}


def _page(request, survey, sheet):
    questionnaire = survey.questionnaire()
    items = {item.pk: item for item in questionnaire.items}
    written = {section.pk: [] for section in survey.sections.all()}
    for pk, section in Question.objects.filter(pk__in=items).values_list("pk", "section"):
        written[section].append(items[pk])
    context = admin.site.each_context(request) | {
        "title": "Écrire les questions",
        "survey": survey,
        "opts": Survey._meta,
        "is_frozen": survey.is_frozen,
        "may_change": not survey.is_frozen and request.user.has_perm("surveys.change_question"),
        "parts": [(section, written[section.pk]) for section in survey.sections.all()],
        "sheet": sheet,
        "section_form": SectionForm(),
        "decisive": questionnaire.decisive,
    }
    return render(
        request, "surveys/admin/survey_build.html", context, status=422 if sheet and sheet.form.errors else 200
    )


def _page_of(survey):
    return reverse("admin:surveys_survey_build", args=[survey.pk])


def _is_key(text):
    return text.isascii() and text.isdigit() and len(text) < 10
