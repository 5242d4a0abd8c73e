"""From counts of people to what may be shown: options, bases, non-answers, percentages. Labels are never averaged."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from surveys.disclosure import Masked, mask, mask_parts
from surveys.disclosure import Question as Figures
from surveys.questionnaire import Item, Kind, Line, Questionnaire

SMALLEST_BASE_FOR_PERCENTAGES = 20
PAPER, ONLINE = "paper", "online"


@dataclass(frozen=True)
class Tally:
    """How many people: by channel; by (question, line) answered; by (line, option) ticked, once in each."""

    by_channel: dict[str, int] = field(default_factory=dict)
    answered: dict[tuple[int, int | None], int] = field(default_factory=dict)
    ticked: dict[tuple[int | None, int], int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return sum(self.by_channel.values())


@dataclass(frozen=True)
class OptionResult:
    """`count` is None when it is hidden; `percent` also when the base is hidden or too small."""

    label: str
    count: int | None
    percent: int | None
    width: str


@dataclass(frozen=True)
class QuestionResult:
    number: int
    text: str
    line: str
    kind: str
    at_most: int
    is_conditional: bool
    is_shown: bool
    has_hidden: bool
    has_percentages: bool
    base: int | None
    non_answers: int | None
    options: list[OptionResult]


@dataclass(frozen=True)
class PartResult:
    title: str
    questions: list[QuestionResult]


@dataclass(frozen=True)
class Results:
    people: int
    paper: int | None
    online: int | None
    parts: list[PartResult]


def results_of(questionnaire: Questionnaire, tally: Tally) -> Results:
    paper, online = mask_parts([tally.by_channel.get(PAPER, 0), tally.by_channel.get(ONLINE, 0)])
    hidden_options: set[int] = set()
    parts = [
        PartResult(
            part.title, [r for item in part.items for r in _question(questionnaire, item, tally, hidden_options)]
        )
        for part in questionnaire.parts
    ]
    return Results(tally.people, paper, online, parts)


def as_content(results: Results) -> dict:
    """Plain lists and numbers, ready to be stored as JSON."""
    return asdict(results)


def _question(
    questionnaire: Questionnaire, item: Item, tally: Tally, hidden_options: set[int]
) -> Iterator[QuestionResult]:
    """One result; for a grid, one a line. Remembers the hidden options, for the questions that depend on them."""
    for line in item.lines if item.kind == Kind.GRID else [None]:
        figures = _figures(questionnaire, item, line, tally)
        masked = mask(figures, hide_non_answers=item.condition_choice in hidden_options)
        hidden_options |= {o.pk for o, count in zip(item.options, masked.counts, strict=True) if count is None}
        yield _result(item, line, masked, tally.people)


def _figures(questionnaire: Questionnaire, item: Item, line: Line | None, tally: Tally) -> Figures:
    key = line.pk if line else None
    return Figures(
        people=tally.people,
        non_answers=tally.people - tally.answered.get((item.pk, key), 0),
        counts=[tally.ticked.get((key, option.pk), 0) for option in item.options],
        at_most=item.at_most,
        order=_sacrificed_first(questionnaire, item),
    )


def _sacrificed_first(questionnaire: Questionnaire, item: Item) -> list[int]:
    """What tells least goes first; never an option on which another question depends."""
    ranks = [rank for rank, option in enumerate(item.options) if option.pk not in questionnaire.decisive]
    return sorted(
        ranks, key=lambda rank: (not item.options[rank].is_outside_scale, not item.options[rank].asks_text, -rank)
    )


def _result(item: Item, line: Line | None, masked: Masked, people: int) -> QuestionResult:
    return QuestionResult(
        number=item.number,
        text=item.text,
        line=line.label if line else "",
        kind=item.kind,
        at_most=item.at_most,
        is_conditional=item.condition_choice is not None,
        is_shown=masked.is_shown,
        has_hidden=masked.has_hidden,
        has_percentages=_has_percentages(masked.base),
        base=masked.base,
        non_answers=masked.non_answers,
        options=[
            OptionResult(option.label, count, _percent(count, masked.base), _width(count, masked.base or people))
            for option, count in zip(item.options, masked.counts, strict=True)
        ],
    )


def _has_percentages(base: int | None) -> bool:
    return base is not None and base >= SMALLEST_BASE_FOR_PERCENTAGES


def _percent(count: int | None, base: int | None) -> int | None:
    if count is None or not _has_percentages(base):
        return None
    return (200 * count + base) // (2 * base)


def _width(count: int | None, whole: int) -> str:
    return f"{100 * (count or 0) / whole:.1f}%" if whole else "0%"
