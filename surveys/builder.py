"""The page where a questionnaire is written: its parts, its questions, and one of them open to be changed."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from surveys.builder_forms import QuestionSheet
from surveys.models import Question, Section, Survey
from surveys.models.section import FROZEN


@require_http_methods(["GET", "HEAD", "POST"])
def survey_build(request, object_id, model_admin):
    survey = get_object_or_404(Survey, pk=object_id) if _is_key(object_id) else None
    if survey is None or not model_admin.has_view_or_change_permission(request, survey):
        raise PermissionDenied
    if request.method == "POST" and not request.user.has_perm("surveys.change_question"):
        raise PermissionDenied
    sheet = _open_sheet(request, survey)
    if request.method != "POST":
        return _page(request, survey, sheet, Place.read(request.GET.get("ici", "")))
    try:
        after = _save_question(request, survey, sheet) if sheet else _gesture(request, survey)
    except ValidationError as error:
        return _refused(request, survey, sheet, error)
    model_admin.log_change(request, survey, "Questions modifiées")
    return redirect(_page_of(survey) + after)


@dataclass(frozen=True)
class Place:
    """Where the person is: the gesture just made, on which part or question. The keyboard goes on from there."""

    verb: str = ""
    key: str = ""

    @classmethod
    def read(cls, text):
        verb, _, key = text.partition(":")
        return cls(verb, key)

    @property
    def question(self):
        return self._number if self.verb.startswith("question-") and self.verb != "question-add" else 0

    @property
    def part(self):
        return self._number if self.verb.startswith("section-") or self.verb == "question-add" else 0

    @property
    def _number(self):
        return int(self.key) if _is_key(self.key) else 0


def _refused(request, survey, sheet, error):
    """The sentence stands beside what was asked, and nothing typed is lost."""
    survey.refresh_from_db()
    if sheet is None:
        return _page(
            request, survey, None, Place.read(request.POST.get("verb", "")), complaint=" ".join(error.messages)
        )
    sheet.refuse(error)
    return _page(request, survey, sheet)


def _open_sheet(request, survey):
    """The question whose form is open: one of the survey, or a new one at the end of a part."""
    data = request.POST if request.method == "POST" and "question" in request.POST else None
    if request.method == "POST" and data is None:
        return None
    key, part = request.GET.get("ouvrir", ""), request.GET.get("nouvelle", "")
    if _is_key(key):
        question = get_object_or_404(Question, pk=key, section__survey=survey)
        return QuestionSheet(question, data, request.GET.get("ici", ""))
    if _is_key(part):
        section = get_object_or_404(Section, pk=part, survey=survey)
        return QuestionSheet(Question(section=section, order=section.questions.count() + 1), data)
    return None


def _save_question(request, survey, sheet):
    """What the address of the page says next."""
    if not sheet.is_valid():
        raise ValidationError([])
    try:
        question = sheet.store()
    except IntegrityError as error:
        raise ValidationError(FROZEN) from error
    if sheet.stays_open:
        return f"?ouvrir={question.pk}&ici={sheet.goes_on_at}"
    saved = f"ici=question-saved:{question.pk}"
    return f"?nouvelle={question.section_id}&{saved}" if "next" in request.POST else f"?{saved}"


def _gesture(request, survey):
    """One button, one verb of a model; what the address of the page says next."""
    verb, _, key = request.POST.get("verb", "").partition(":")
    if verb not in GESTURES or not (_is_key(key) or verb == "section-add"):
        return ""
    return f"?ici={GESTURES[verb](survey, key, request.POST)}"


def _add_section(survey, _, data):
    return f"question-add:{survey.add_section(data.get('title', '').strip()).pk}"


def _section(act, then):
    def gesture(survey, key, data):
        act(get_object_or_404(Section, pk=key, survey=survey), data)
        return f"{then}:{key}"

    return gesture


def _question(act, then):
    def gesture(survey, key, _):
        question = get_object_or_404(Question, pk=key, section__survey=survey)
        kept = act(question) or question
        return f"{then}:{kept.pk}" if kept.pk else f"question-add:{question.section_id}"

    return gesture


GESTURES = {
    "section-add": _add_section,
    "section-rename": _section(lambda section, data: section.rename(data.get("title", "").strip()), "section-rename"),
    "section-up": _section(lambda section, data: section.move(-1), "section-up"),
    "section-down": _section(lambda section, data: section.move(1), "section-down"),
    "section-remove": _section(lambda section, data: section.remove(), "section-add"),
    "question-up": _question(lambda question: question.move(-1), "question-up"),
    "question-down": _question(lambda question: question.move(1), "question-down"),
    "question-copy": _question(Question.copy, "question-open"),
    "question-remove": _question(Question.remove, "question-add"),
}


def _page(request, survey, sheet, place=None, complaint=""):
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
        "place": place or Place(),
        "complaint": complaint,
        "decisive": questionnaire.decisive,
    }
    refused = complaint or (sheet and sheet.mistakes)
    return render(request, "surveys/admin/survey_build.html", context, status=422 if refused else 200)


def _page_of(survey):
    return reverse("admin:surveys_survey_build", args=[survey.pk])


def _is_key(text):
    return text.isascii() and text.isdigit() and len(text) < 10
