"""One published question as a poster: its finding in words, a few bars, and how many people said it.

It reads what is already masked, and adds nothing up that a reader of the page could not add.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.published import OptionResult, QuestionResult, Results
from surveys.questionnaire import Kind

MOST_BARS = 5
ORDERED = (Kind.SCALE, Kind.SMILEY)
PARTS = (2, 3, 4, 5, 10)
EXACT, NEAR = 0.005, 0.03
WORDS = ["zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"]
HIDDEN = "masqué"


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
    return [_poster(results, question) for question in wanted if _tells_something(question)]


def _tells_something(question: QuestionResult) -> bool:
    return question.is_shown and (any(o.count for o in question.options) or question.median is not None)


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
    if not question.base or not counts or _may_tie(question, counts):
        return None
    top = next(option for option in question.options if option.count == counts[0])
    if question.at_most > 1:
        return _chosen(top)
    if not question.has_percentages:
        return Finding(f"{top.count} sur {question.base}", f"réponses sont «\u00a0{top.label}\u00a0»")
    return _in_words(top.label, top.count / question.base) or _share(top)


def _share(top: OptionResult) -> Finding:
    return Finding(f"{top.percent}\u00a0%", f"des réponses sont «\u00a0{top.label}\u00a0»")


def _chosen(top: OptionResult) -> Finding:
    """Several answers were possible: never «x sur y»."""
    figure = str(top.count) if top.percent is None else f"{top.percent}\u00a0%"
    return Finding(figure, f"ont choisi «\u00a0{top.label}\u00a0»")


def _may_tie(question: QuestionResult, counts: list[int]) -> bool:
    """Is another answer, even a hidden one, as frequent as the first?"""
    has_hidden = None in [option.count for option in question.options]
    hidden = (question.base or 0) * question.at_most - sum(counts) if has_hidden else 0
    return (len(counts) > 1 and counts[0] == counts[1]) or hidden >= counts[0]


def _in_words(label: str, share: float) -> Finding | None:
    """The simplest fraction that is near enough."""
    if share > 1 - NEAR / 2:
        return Finding("Tous" if share == 1 else "Presque tous", f"ont répondu «\u00a0{label}\u00a0»")
    fractions = [(round(share * parts), parts) for parts in PARTS]
    near = [(some, parts) for some, parts in fractions if 0 < some < parts and abs(share - some / parts) <= NEAR]
    if not near:
        return None
    some, parts = near[0]
    about = "" if abs(share - some / parts) <= EXACT else "environ "
    noun, verb = ("réponse", "est") if some == 1 else ("réponses", "sont")
    return Finding(
        f"{some} sur {parts}", f"{about}{WORDS[some]} {noun} sur {WORDS[parts]} {verb} «\u00a0{label}\u00a0»"
    )


def _kept(question: QuestionResult) -> tuple[list[OptionResult], str]:
    """The bars that can be read from afar, the most frequent first; what is hidden comes last."""
    options = list(question.options)
    if question.kind not in ORDERED:
        options.sort(key=lambda option: (option.count is None, -(option.count or 0)))
    if len(options) <= MOST_BARS or (question.kind in ORDERED and len(options) <= MOST_BARS + 1):
        return options, ""
    left = len(options) - MOST_BARS + 1
    return options[: MOST_BARS - 1], f"Et {left} autres réponses, à lire sur le site."


def _bar(question: QuestionResult, people: int, option: OptionResult) -> Bar:
    if option.count is None:
        return Bar(option.label, HIDDEN, None)
    figure = f"{option.percent}\u00a0%" if option.percent is not None else str(option.count)
    return Bar(option.label, figure, option.count / (question.base or people))


def _base(results: Results, question: QuestionResult) -> Iterator[str]:
    if question.base is not None:
        yield f"{question.base} réponses à cette question."
    if question.at_most > 1:
        yield f"Chacun pouvait choisir jusqu’à {question.at_most} réponses."
    channels = ""
    if results.paper is not None and results.online is not None:
        channels = f"\u00a0: {results.paper} sur papier, {results.online} en ligne"
    yield f"En tout, {results.people} personnes ont répondu{channels}."
    if question.has_hidden:
        yield "Les petits nombres sont masqués\u00a0: personne ne doit être reconnu."
    yield "Ce n’est pas un sondage."
