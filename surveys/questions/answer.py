"""What one person answered to one question, once checked."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from surveys.questions.questionnaire import LONGEST, Item, Kind, Option

HIGHEST = 999_999
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Answer:
    question: int
    choice: int | None = None
    line: int | None = None
    text: str = ""


def input_names(item: Item) -> list[str]:
    """The names of the inputs of a question: what is ticked first, then what is typed beside an option."""
    if item.kind == Kind.GRID:
        return [line_name(item, line.pk) for line in item.lines]
    return [item.name, *(detail_name(item, option) for option in item.options if option.asks_text)]


def line_name(item: Item, line: int) -> str:
    return f"{item.name}l{line}"


def detail_name(item: Item, option: Option) -> str:
    return f"{item.name}t{option.pk}"


def read(item: Item, raw: dict[str, list[str]]) -> list[Answer]:
    """The answers in what a browser sent, by input name. A ValidationError says how to fix what is wrong."""
    if item.is_written:
        text = READERS[item.kind](raw, item)
        return [Answer(item.pk, text=text)] if text else []
    if item.kind == Kind.GRID:
        lines = [(line.pk, _ticked(item, raw.get(line_name(item, line.pk), []))) for line in item.lines]
        return [Answer(item.pk, choice, line) for line, choices in lines for choice in choices]
    return _choices(item, raw)


def _choices(item: Item, raw: dict[str, list[str]]) -> list[Answer]:
    ticked = _ticked(item, raw.get(item.name, []))
    details = {o.pk: _words(raw, detail_name(item, o)) for o in item.options if o.asks_text}
    for option in item.options:
        if details.get(option.pk) and option.pk not in ticked:
            if len(ticked) >= item.at_most:
                sentence = gettext("Vous avez écrit un texte\u00a0: cochez «\u00a0%s\u00a0», ou effacez le texte.")
                raise ValidationError(sentence % option.label)
            ticked.append(option.pk)
    _refuse_company(item, ticked)
    return [Answer(item.pk, choice, text=details.get(choice, "")) for choice in ticked]


def _refuse_company(item: Item, ticked: list[int]) -> None:
    """«Rien en particulier» and something say two things: the person keeps one."""
    alone = next((option for option in item.options if option.is_exclusive and option.pk in ticked), None)
    if alone and len(ticked) > 1:
        sentence = gettext("«\u00a0%s\u00a0» ne va avec aucune autre réponse. Gardez cette réponse, ou les autres.")
        raise ValidationError(sentence % alone.label)


def _ticked(item: Item, values: list[str]) -> list[int]:
    """Each known option once, in the order sent."""
    known = {str(option.pk): option.pk for option in item.options}
    values = [value for value in dict.fromkeys(values) if value]
    if not set(values) <= set(known):
        raise ValidationError(gettext("Choisissez une réponse de la liste."))
    if len(values) > item.at_most == 1:
        raise ValidationError(gettext("Choisissez une seule réponse."))
    if len(values) > item.at_most:
        sentence = gettext("Vous avez coché %(ticked)s réponses. Gardez-en %(most)s au plus.")
        raise ValidationError(sentence % {"ticked": len(values), "most": item.at_most})
    return [known[value] for value in values]


def _number(raw: dict[str, list[str]], item: Item) -> str:
    """A whole number, written as people write it («1 200», «١٢»), kept in plain figures."""
    text = re.sub(r"\s", "", _text(raw, item.name, LONGEST[Kind.SHORT]))
    lowest, highest = item.lowest or 0, HIGHEST if item.highest is None else item.highest
    if not text:
        return ""
    if not text.isdecimal() or not lowest <= int(text) <= highest:
        sentence = gettext("Écrivez un nombre, en chiffres, de %(lowest)s à %(highest)s.")
        raise ValidationError(sentence % {"lowest": lowest, "highest": highest})
    return str(int(text))


def _words(raw: dict[str, list[str]], name: str) -> str:
    """A few words on one line."""
    return " ".join(_text(raw, name, LONGEST[Kind.SHORT]).split())


def _text(raw: dict[str, list[str]], name: str, longest: int) -> str:
    text = INVISIBLE.sub("", "".join(raw.get(name, [])[:1]).replace("\r\n", "\n")).strip()
    if len(text) > longest:
        sentence = gettext("Votre texte fait %(length)s signes. Gardez %(most)s signes au plus.")
        raise ValidationError(sentence % {"length": len(text), "most": longest})
    return text


READERS = {
    Kind.NUMBER: _number,
    Kind.SHORT: lambda raw, item: _words(raw, item.name),
    Kind.TEXT: lambda raw, item: _text(raw, item.name, LONGEST[Kind.TEXT]),
}
