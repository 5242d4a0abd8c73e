"""The pages of the back office around a questionnaire: preview, copy, new version."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from surveys.desk.survey_acts import NEW_VERSION
from surveys.models import Survey, SurveyTranslation
from surveys.questions.forms import SheetForm


@require_safe
def survey_preview(request, object_id, model_admin):
    survey = find_survey(request, object_id, model_admin)
    shown = {"form": SheetForm(survey.questionnaire()), "languages": SurveyTranslation.objects.languages(survey)}
    return show_page(request, "survey_preview.html", "Aperçu du questionnaire", survey, **shown)


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
        context = {"title": NEW_VERSION.label, "act": NEW_VERSION, "record": survey, "opts": Survey._meta}
        return render(request, "publishing/desk/act.html", admin.site.each_context(request) | context)
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
