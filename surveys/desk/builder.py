"""The page where a questionnaire is written: its parts, its questions, and one of them open to be changed."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.desk.two_writers import seal
from accounts.desk.writing_views import opened, second_writer
from surveys.desk.builder_forms import QuestionSheet, TitleForm, as_new
from surveys.models import Question, Section, Survey
from surveys.models.section import FROZEN

LOST = (
    "Quelqu’un a supprimé cette question, ou sa partie, pendant que vous écriviez."
    " Enregistrez de nouveau pour l’écrire dans cette partie."
)


def survey_build(request, object_id, model_admin):
    survey = get_object_or_404(Survey, pk=object_id) if _is_key(object_id) else None
    if survey is None or not model_admin.has_view_or_change_permission(request, survey):
        raise PermissionDenied
    if request.method == "POST" and not request.user.has_perm("surveys.change_question"):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, survey, _open_sheet(request, survey), Focus.read(request.GET.get("ici", "")))
    return _sent(request, survey, model_admin)


@transaction.atomic
def _sent(request, survey, model_admin):
    if both := second_writer(request, survey, lambda: _as_stored(request, survey)):
        return both
    sheet = _open_sheet(request, survey)
    try:
        after = _save_question(request, survey, sheet) if sheet else _act(request, survey)
    except ValidationError as error:
        return _refused(request, survey, sheet, error)
    model_admin.log_change(request, survey, "Questions modifiées")
    return redirect(_page_of(survey) + after)


@dataclass(frozen=True)
class Focus:
    """Where the person is: the act just done, on which part or question. The keyboard goes on from there."""

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


def _as_stored(request, survey):
    """What a page opened now would show of what was sent: a question, or the title of a part."""
    verb, _, key = request.POST.get("verb", "").partition(":")
    if verb == "section-rename" and _is_key(key):
        return ([TitleForm(instance=get_object_or_404(Section, pk=key, survey=survey))],)
    question = _asked(_questions(survey), request.GET.get("ouvrir", ""))
    return QuestionSheet(question).compared if question and "question" in request.POST else ([],)


def _refused(request, survey, sheet, error):
    """The sentence stands beside what was asked, and nothing typed is lost."""
    survey.refresh_from_db()
    if sheet is None:
        return _page(
            request, survey, None, Focus.read(request.POST.get("verb", "")), complaint=" ".join(error.messages)
        )
    sheet.refuse(error)
    return _page(request, survey, sheet)


def _open_sheet(request, survey):
    """The question whose form is open: one of the survey, or a new one at the end of a part."""
    data = request.POST if request.method == "POST" and "question" in request.POST else None
    if request.method == "POST" and data is None:
        return None
    key, part = request.GET.get("ouvrir", ""), request.GET.get("nouvelle", "")
    if question := _asked(_questions(survey), key):
        return QuestionSheet(question, data, request.GET.get("ici", ""))
    if section := _asked(survey.sections, part):
        return QuestionSheet(_new_question(section), data)
    if not (key or part):
        return None
    section = survey.sections.last() if data else None
    if section is None:
        raise Http404
    return QuestionSheet(_new_question(section), as_new(data), is_lost=True)


def _new_question(section):
    return Question(section=section, order=section.questions.count() + 1)


def _questions(survey):
    return Question.objects.filter(section__survey=survey)


def _asked(rows, key):
    return rows.filter(pk=key).first() if _is_key(key) else None


def _save_question(request, survey, sheet):
    """What the address of the page says next."""
    if not sheet.is_valid() or sheet.is_lost:
        raise ValidationError([LOST] if sheet.is_lost else [])
    try:
        question = sheet.store()
    except IntegrityError as error:
        raise ValidationError(FROZEN) from error
    if sheet.stays_open:
        return f"?ouvrir={question.pk}&ici={sheet.goes_on_at}"
    saved = f"ici=question-saved:{question.pk}"
    return f"?nouvelle={question.section_id}&{saved}" if "next" in request.POST else f"?{saved}"


def _act(request, survey):
    """One button, one verb of a model; what the address of the page says next."""
    verb, _, key = request.POST.get("verb", "").partition(":")
    if verb not in ACTS or not (_is_key(key) or verb == "section-add"):
        return ""
    return f"?ici={ACTS[verb](survey, key, request.POST)}"


def _add_section(survey, _, data):
    return f"question-add:{survey.add_section(data.get('title', '').strip()).pk}"


def _section(do, then):
    def act(survey, key, data):
        do(get_object_or_404(Section, pk=key, survey=survey), data)
        return f"{then}:{key}"

    return act


def _question(do, then):
    def act(survey, key, _):
        question = get_object_or_404(Question, pk=key, section__survey=survey)
        kept = do(question) or question
        return f"{then}:{kept.pk}" if kept.pk else f"question-add:{question.section_id}"

    return act


ACTS = {
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
        "parts": [
            (section, written[section.pk], seal([TitleForm(instance=section)])) for section in survey.sections.all()
        ],
        "sheet": sheet,
        "opened": opened(request, *sheet.compared) if sheet and sheet.question.pk else "",
        "place": place or Focus(),
        "complaint": complaint,
        "decisive": questionnaire.decisive,
    }
    refused = complaint or (sheet and sheet.mistakes)
    return render(request, "surveys/desk/survey_build.html", context, status=422 if refused else 200)


def _page_of(survey):
    return reverse("admin:surveys_survey_build", args=[survey.pk])


def _is_key(text):
    return text.isascii() and text.isdigit() and len(text) < 10
