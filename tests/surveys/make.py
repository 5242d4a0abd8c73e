"""Builders of the questionnaire's room."""

import datetime
import re
from html import unescape

import time_machine
from django.utils import timezone

from publishing.forms.form_token import new_token
from surveys.models import Channel, Choice, Question, QuestionLine, Section, Survey
from surveys.questions.answer import Answer
from surveys.questions.questionnaire import Kind

TODAY = datetime.date(2018, 9, 20)


def make_survey(reference="avis", title="Votre avis", **fields):
    return Survey.objects.create(reference=reference, title=title, **fields)


def make_section(survey, title="Vous et le quartier", order=None):
    return Section.objects.create(survey=survey, title=title, order=order or survey.sections.count() + 1)


def make_question(
    section,
    text="Aimez-vous le quartier ?",
    choices=("Oui", "Non"),
    lines=(),
    kind=Kind.SINGLE,
    other="",
    **fields,
):
    """`other`: the label of a last option that asks for a text."""
    question = Question.objects.create(
        section=section, text=text, kind=kind, order=section.questions.count() + 1, **fields
    )
    for order, label in enumerate(choices, start=1):
        Choice.objects.create(question=question, label=label, order=order)
    if other:
        Choice.objects.create(question=question, label=other, order=99, asks_text=True)
    for order, label in enumerate(lines, start=1):
        QuestionLine.objects.create(question=question, label=label, order=order)
    return question


def make_small_survey(**fields):
    """Two parts: a compulsory question and one that depends on it; then several answers, a grid and a text."""
    survey = make_survey(**fields)
    first, second = make_section(survey), make_section(survey, "Pour finir")
    lives = make_question(first, "Habitez-vous ici ?", ["Oui", "Non"], is_required=True)
    make_question(first, "Êtes-vous content ?", ["Oui", "Non"], is_required=True, condition_choice=lives.choices.last())
    make_question(
        second,
        "Qu’aimez-vous ?",
        ["Le calme", "Le parc", "L’école"],
        kind=Kind.MULTI,
        max_choices=2,
        other="Autre",
    )
    make_question(second, "Est-ce facile ?", ["Facile", "Difficile"], ["les parkings", "l’école"], kind=Kind.GRID)
    make_question(second, "Une idée ?", [], kind=Kind.TEXT)
    return survey


def make_open_survey(**fields):
    survey = make_small_survey(**fields)
    survey.open(timezone.localdate())
    return survey


def make_response(survey, *answers, channel=Channel.ONLINE, **fields):
    survey.responses.keep(survey, answers, channel=channel, answered_on=fields.pop("answered_on", TODAY), **fields)


def make_answered_survey(people=6):
    """Open, everybody said «Oui» to the first question."""
    survey = make_small_survey()
    survey.open(TODAY)
    for _ in range(people):
        make_response(survey, *ticks(questions(survey)[0], "Oui"))
    return survey


def ticks(question, *labels):
    """The answers of somebody who ticks these options."""
    return [Answer(question.pk, question.choices.get(label=label).pk) for label in labels]


def questions(survey):
    return list(Question.objects.filter(section__survey=survey))


def ripe_token(minutes=5):
    """A hidden token of a page shown some minutes ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=minutes)):
        return new_token()


def full_post(survey, **changes):
    """What a browser sends from the last part, everything answered."""
    lives, content, likes, easy, idea = questions(survey)
    line, other = easy.lines.first(), easy.lines.last()
    data = {
        "token": ripe_token(),
        "step": "2",
        f"q{lives.pk}": lives.choices.first().pk,
        f"q{content.pk}": content.choices.first().pk,
        f"q{likes.pk}": [likes.choices.all()[0].pk, likes.choices.all()[1].pk],
        f"q{easy.pk}l{line.pk}": easy.choices.first().pk,
        f"q{easy.pk}l{other.pk}": easy.choices.last().pk,
        f"q{idea.pk}": "Des bancs à l’ombre",
    }
    return data | changes


def fields(response):
    """What the browser would send back: hidden and typed inputs, ticked options."""
    html = response.content.decode()
    inputs = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) | {"tag": tag} for tag in re.findall(r"<input\s[^>]*>", html)]
    kept = [i for i in inputs if i.get("type") in ("hidden", "text") or re.search(r"\schecked", i["tag"])]
    data = {i["name"]: [] for i in kept}
    for i in kept:
        data[i["name"]].append(unescape(i.get("value", "")))
    return data | {
        name: [unescape(text)] for name, text in re.findall(r'<textarea[^>]*\sname="(\w+)"[^>]*>([^<]*)<', html)
    }


def statements(queries):
    """What was asked of the database: a transaction opened and closed asks nothing."""
    return [
        query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
