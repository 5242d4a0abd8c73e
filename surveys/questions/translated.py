"""A questionnaire in another language: every French sentence in its place, or the French one where none is known."""

from collections.abc import Mapping
from dataclasses import replace

from surveys.questions.questionnaire import Item, Part, Questionnaire


def sentences(questionnaire: Questionnaire) -> list[str]:
    """All that a translator has to write, each once, in the order of the screen."""
    texts = [questionnaire.title, questionnaire.intro]
    for part in questionnaire.parts:
        texts.append(part.title)
        for item in part.items:
            texts += [item.text, item.help, *(piece.label for piece in (*item.lines, *item.options))]
    return [text for text in dict.fromkeys(texts) if text]


def translated(questionnaire: Questionnaire, texts: Mapping[str, str]) -> Questionnaire:
    if not texts:
        return questionnaire
    return replace(
        questionnaire,
        parts=tuple(_part(part, texts) for part in questionnaire.parts),
        title=_say(questionnaire.title, texts),
        intro=_say(questionnaire.intro, texts),
    )


def _part(part: Part, texts: Mapping[str, str]) -> Part:
    return replace(part, title=_say(part.title, texts), items=tuple(_item(item, texts) for item in part.items))


def _item(item: Item, texts: Mapping[str, str]) -> Item:
    return replace(
        item,
        text=_say(item.text, texts),
        help=_say(item.help, texts),
        options=tuple(replace(option, label=_say(option.label, texts)) for option in item.options),
        lines=tuple(replace(line, label=_say(line.label, texts)) for line in item.lines),
    )


def _say(text: str, texts: Mapping[str, str]) -> str:
    return texts.get(text) or text
