"""The resident's own screens, walked through in the back office before anything opens: nothing is stored."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import override

from publishing.words.language import FRENCH
from surveys.desk.back_office import find_survey
from surveys.questions.forms import StepForm
from surveys.questions.translated import translated


class RehearsedForm(StepForm):
    def recognise_a_person(self):
        """Whoever rehearses is known, and may be as fast as he likes."""


def survey_rehearse(request, object_id, model_admin):
    survey = find_survey(request, object_id, model_admin)
    questionnaire = survey.questionnaire()
    if not questionnaire.parts:
        messages.warning(request, "Écrivez d’abord une question.")
        return redirect("admin:surveys_survey_build", survey.pk)
    known = {row.language: row for row in survey.translations.all()}
    translation = known.get(request.GET.get("langue"))
    with override(translation.language if translation else FRENCH):
        questionnaire = translated(questionnaire, translation.texts if translation else {})
        form = RehearsedForm(questionnaire, request.POST if request.method == "POST" else None)
        shown = {"survey": survey, "questionnaire": questionnaire, "form": form, "translation": translation}
        return _screen(request, form, shown | {"translations": known.values()})


def _screen(request, form, shown):
    """One part, or the thanks when the last one was sent."""
    if form.is_bound and form.is_sendable():
        shown |= {"title": shown["questionnaire"].title, "is_open": True}
        return render(request, "surveys/desk/survey_rehearse_end.html", shown)
    if form.is_bound:
        form.turn()
    translation = shown["translation"]
    shown["is_translation_to_review"] = translation is not None and not translation.is_reviewed
    return render(request, "surveys/desk/survey_rehearse.html", shown, status=422 if form.shows_errors else 200)
