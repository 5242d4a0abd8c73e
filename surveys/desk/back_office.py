"""The pages of the back office around a questionnaire: its preview, and what they share."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from surveys.models import Survey, SurveyTranslation
from surveys.questions.forms import SheetForm


@require_safe
def survey_preview(request, object_id, model_admin):
    survey = find_survey(request, object_id, model_admin)
    shown = {"form": SheetForm(survey.questionnaire()), "languages": SurveyTranslation.objects.languages(survey)}
    return show_page(request, "survey_preview.html", "Aperçu du questionnaire", survey, **shown)


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
