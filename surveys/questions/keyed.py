"""A paper sheet typed with figures: «3» for the third box, «1 4» or «14» for two, and what a second entry changes."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from surveys.questions import answer
from surveys.questions.answer import Answer, detail_name, line_name
from surveys.questions.questionnaire import Item, Kind, Questionnaire

LAST_SINGLE_FIGURE = 9


@dataclass(frozen=True)
class Difference:
    name: str
    number: int
    text: str
    first: str
    second: str


def read(item: Item, typed: dict[str, str]) -> list[Answer]:
    """The answers behind the figures, checked like those of a screen."""
    if item.is_written:
        return answer.read(item, {item.name: [typed.get(item.name, "")]})
    names = [line_name(item, line.pk) for line in item.lines] if item.kind == Kind.GRID else [item.name]
    raw = {name: _ticked(item, typed.get(name, "")) for name in names}
    details = [detail_name(item, option) for option in item.options if option.asks_text]
    return answer.read(item, raw | {name: [typed[name]] for name in details if typed.get(name)})


def differences(questionnaire: Questionnaire, first: list[Answer], second: list[Answer]) -> list[Difference]:
    """Question by question, what two entries of the same sheet do not say alike."""
    return [
        Difference(item.name, item.number, item.text, one, other)
        for item in questionnaire.items
        if (one := in_words(item, first)) != (other := in_words(item, second))
    ]


def in_words(item: Item, answers: list[Answer]) -> str:
    options, lines = {o.pk: o.label for o in item.options}, {line.pk: line.label for line in item.lines}
    said = [
        " : ".join(filter(None, [lines.get(given.line), options.get(given.choice), given.text]))
        for given in sorted(answers, key=lambda given: (given.line or 0, given.choice or 0))
        if given.question == item.pk
    ]
    return "\u00a0; ".join(said) or "rien"


def _ticked(item: Item, text: str) -> list[str]:
    """The keys of the options whose figures were typed."""
    figures = re.findall(r"\d" if len(item.options) <= LAST_SINGLE_FIGURE else r"\d+", text)
    ranks = [int(figure) for figure in figures]
    if re.sub(r"[\d\s,;.+/-]", "", text) or any(not 1 <= rank <= len(item.options) for rank in ranks):
        raise ValidationError(f"Écrivez les numéros des cases cochées, de 1 à {len(item.options)}.")
    return [str(item.options[rank - 1].pk) for rank in ranks]
