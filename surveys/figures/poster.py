"""One published question as a poster: its finding in words, a few bars, and how many people said it.

It reads what is already masked, and adds nothing up that a reader of the page could not add.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from surveys.figures.natural_order import goes_one_way
from surveys.figures.published import OptionResult, QuestionResult, Results
from surveys.questions.questionnaire import Kind

MOST_BARS = 5
ORDERED = (Kind.SCALE, Kind.SMILEY)
MOST_IN_ORDER = 8
PARTS = (2, 3, 4, 5, 10)
EXACT, NEAR, A_LITTLE = 0.005, 0.03, 0.05
LONGEST_QUESTION, LONGEST_LABEL, LONGEST_NAMED = 150, 75, 60
ASKS_A_TEXT = re.compile(r"\s*\(précisez\)$")
WORDS = ["zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"]
HIDDEN = "masqué"


@dataclass(frozen=True)
class Subject:
    """Who is counted, and what they do: «une personne a répondu…», «deux personnes ont répondu…»."""

    one: str
    many: str
    does: str
    do: str
    all_do: str


ANSWER = Subject("personne", "personnes", "a répondu", "ont répondu", "ont répondu")
CHOOSE = Subject("personne", "personnes", "a choisi", "ont choisi", "ont choisi")


@dataclass(frozen=True)
class Finding:
    """«3 sur 4», then «trois réponses sur quatre sont « oui »»."""

    figure: str
    sentence: str


@dataclass(frozen=True)
class Bar:
    """`share`: from 0 to 1, None when it is hidden."""

    label: str
    figure: str
    share: float | None


@dataclass(frozen=True)
class Poster:
    number: int
    question: str
    line: str
    finding: Finding | None
    bars: list[Bar]
    more: str
    base: str


def posters_of(results: Results, number: int | None = None) -> list[Poster]:
    """One a question, one a line of a table; nothing for what is hidden, nor for texts. `number`: of one question."""
    wanted = [q for q in results.questions if number in (None, q.number)]
    return [_poster(results, question) for question in wanted if question.has_figures]


def _poster(results: Results, question: QuestionResult) -> Poster:
    kept, more = _kept(question)
    return Poster(
        number=question.number,
        question=question.text,
        line=question.line,
        finding=finding(question),
        bars=[_bar(question, results.people, option) for option in kept],
        more=more,
        base=" ".join(_base(results, question)),
    )


def finding(question: QuestionResult) -> Finding | None:
    """One idea: the answer most often given. None when another, even hidden, may be as frequent."""
    if question.median is not None:
        return Finding(
            str(question.median), "La moitié a dit ce nombre ou moins. L’autre moitié a dit ce nombre ou plus."
        )
    counts = sorted((option.count for option in question.options if option.count is not None), reverse=True)
    whole = question.concerned
    if not whole or not counts or not counts[0] or _may_be_passed(question, counts):
        return None
    first = [option for option in question.options if option.count == counts[0]]
    if len(first) > 1:
        return _tie(first)
    subject = CHOOSE if question.at_most > 1 else ANSWER
    if first[0].percent is None:
        return Finding(f"{counts[0]} sur {whole}", f"{subject.many} {subject.do} {_named(first[0])}")
    return _in_words(first[0], counts[0] / whole, subject)


def _may_be_passed(question: QuestionResult, counts: list[int]) -> bool:
    """May a hidden answer be as frequent as the first?"""
    has_hidden = None in [option.count for option in question.options]
    hidden = (question.base or question.concerned) * question.at_most - sum(counts) if has_hidden else 0
    return hidden >= counts[0]


def _tie(first: list[OptionResult]) -> Finding | None:
    if len(first) > 2:
        return None
    one, other = (_named(option) for option in first)
    return Finding("Deux en tête", f"{one} et {other} ont eu autant de réponses")


def _named(option: OptionResult) -> str:
    return f"«\u00a0{shortened(_label(option), LONGEST_NAMED)}\u00a0»"


def _label(option: OptionResult) -> str:
    return ASKS_A_TEXT.sub("", option.label)


def _in_words(first: OptionResult, share: float, subject: Subject) -> Finding:
    """The simplest fraction when one is near enough; otherwise the percentage, and about which fraction it is."""
    if share > 1 - NEAR / 2:
        return Finding("Tous" if share == 1 else "Presque tous", f"{subject.all_do} {_named(first)}")
    fractions = [(some, parts) for parts in PARTS for some in {round(share * parts), 1} if 0 < some < parts]
    near = [(some, parts) for some, parts in fractions if abs(share - some / parts) <= NEAR]
    some, parts = near[0] if near else min(fractions, key=lambda pair: abs(share - pair[0] / pair[1]))
    noun, verb = (subject.one, subject.does) if some == 1 else (subject.many, subject.do)
    words = f"{WORDS[some]} {noun} sur {WORDS[parts]} {verb} {_named(first)}"
    gap = share - some / parts
    if near:
        return Finding(f"{some} sur {parts}", words if abs(gap) <= EXACT else f"environ {words}")
    return Finding(f"{first.percent}\u00a0%", f"{_compared(gap)} {'d’' if some == 1 else 'de '}{words}")


def _compared(gap: float) -> str:
    return f"{'un peu ' if abs(gap) <= A_LITTLE else ''}{'plus' if gap > 0 else 'moins'}"


def fitted(poster: Poster) -> Poster:
    """On paper nothing overflows: what is too long for a sheet is cut after a whole word."""
    bars = [replace(bar, label=shortened(bar.label, LONGEST_LABEL)) for bar in poster.bars]
    question, line = shortened(poster.question, LONGEST_QUESTION), shortened(poster.line, LONGEST_LABEL)
    return replace(poster, question=question, line=line, bars=bars)


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most + 1].rsplit(" ", 1)[0][:most].rstrip(" ,;:.") + "…"


def _kept(question: QuestionResult) -> tuple[list[OptionResult], str]:
    """The bars that can be read from afar: ages and durations in their own order, otherwise the most frequent first and
    what is hidden last."""
    options = list(question.options)
    goes_up = goes_one_way([option.label for option in options])
    if goes_up and len(options) <= MOST_IN_ORDER:
        return options, ""
    if question.kind not in ORDERED:
        options.sort(key=lambda option: (option.count is None, -(option.count or 0)))
    if len(options) <= MOST_BARS or (question.kind in ORDERED and len(options) <= MOST_BARS + 1):
        return options, ""
    left = len(options) - MOST_BARS + 1
    return options[: MOST_BARS - 1], f"Et {left} autres réponses, à lire sur le site."


def _bar(question: QuestionResult, people: int, option: OptionResult) -> Bar:
    if option.count is None:
        return Bar(_label(option), HIDDEN, None)
    figure = f"{option.percent}\u00a0%" if option.percent is not None else str(option.count)
    return Bar(_label(option), figure, option.count / (question.concerned or people))


def _base(results: Results, question: QuestionResult) -> Iterator[str]:
    if question.base is not None:
        yield f"{question.base} réponses à cette question."
    if question.has_percentages and question.options:
        yield f"Parts calculées sur les {question.concerned} personnes à qui elle a été posée."
    if asked := question.asked_if:
        who = "qui ont" if asked.only_if else "qui n’ont pas"
        label = shortened(asked.label, LONGEST_NAMED)
        yield (
            f"Question posée seulement aux personnes {who} répondu «\u00a0{label}\u00a0» à la question {asked.number}."
        )
    if question.at_most > 1:
        yield f"Chacun pouvait choisir jusqu’à {question.at_most} réponses."
    channels = ""
    if results.paper is not None and results.online is not None:
        channels = f"\u00a0: {results.paper} sur papier, {results.online} en ligne"
    yield f"En tout, {results.people} personnes ont répondu{channels}."
    if question.has_hidden:
        yield "Les petits nombres sont masqués\u00a0: personne ne doit être reconnu."
    yield "Ce n’est pas un sondage."
