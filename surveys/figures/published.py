"""What is published of a questionnaire: counts already masked. `None` means hidden, whatever the reason."""

from dataclasses import asdict, dataclass, field

from surveys.figures.disclosure import SMALLEST_CELL, SMALLEST_COUNT

SMALLEST_WHOLE_FOR_PERCENTAGES = 20


@dataclass(frozen=True)
class Asked:
    """A question that depends on an option of another one: put to those who ticked it, or to all but them."""

    number: int
    rank: int
    label: str
    only_if: bool


@dataclass(frozen=True)
class OptionResult:
    """`percent`: of the people the question was put to; hidden with the count, and when they are hidden or too few."""

    label: str
    count: int | None
    percent: int | None
    width: str


@dataclass(frozen=True)
class QuestionResult:
    """`concerned`: to how many people the question was put; of them, `base` answered and `non_answers` did not.
    Percentages are of `concerned`, as those of a group are of all its people: base and non-answers stay hidden there.

    `median`: of a question that asks for a number. `alone`: the ranks of the options that go with no other.
    """

    number: int
    text: str
    line: str
    kind: str
    at_most: int
    asked_if: Asked | None
    is_shown: bool
    has_hidden: bool
    has_percentages: bool
    concerned: int | None
    base: int | None
    non_answers: int | None
    options: list[OptionResult]
    median: int | None = None
    alone: list[int] = field(default_factory=list)

    @property
    def smallest_count(self) -> int:
        """A condition is a cross-tab in disguise: what a group answered, told of a group that is known."""
        return SMALLEST_CELL if self.asked_if else SMALLEST_COUNT

    @property
    def has_figures(self) -> bool:
        """Is there something to put on a poster?"""
        return self.is_shown and (any(option.count for option in self.options) or self.median is not None)


@dataclass(frozen=True)
class PartResult:
    title: str
    questions: list[QuestionResult]


@dataclass(frozen=True)
class Cell:
    count: int | None
    percent: int | None


@dataclass(frozen=True)
class CrossRow:
    """A group, how many people are in it, and how many of them ticked each option of the question."""

    label: str
    people: int | None
    cells: list[Cell]


@dataclass(frozen=True)
class CrossTab:
    """`number` by `by`: two questions of the same questionnaire. One that is not chosen was looked at all the same."""

    number: int
    by: int
    rows: list[CrossRow]
    is_chosen: bool = True

    @property
    def size(self) -> int:
        return sum(len(row.cells) for row in self.rows)

    @property
    def hidden(self) -> list[tuple[int, int]]:
        """(row, option) of each hidden cell."""
        return [(j, i) for j, row in enumerate(self.rows) for i, cell in enumerate(row.cells) if cell.count is None]


@dataclass(frozen=True)
class Results:
    people: int
    paper: int | None
    online: int | None
    parts: list[PartResult]
    homes: int | None = None
    cross_tabs: list[CrossTab] = field(default_factory=list)

    @property
    def questions(self) -> list[QuestionResult]:
        return [question for part in self.parts for question in part.questions]

    def question(self, number: int) -> QuestionResult:
        """The first of this number: a grid has one a line."""
        return next(question for question in self.questions if question.number == number)


def as_content(results: Results) -> dict:
    """Plain lists and numbers, ready to be stored as JSON."""
    return asdict(results)


def from_content(content: dict) -> Results:
    return Results(
        people=content["people"],
        paper=content["paper"],
        online=content["online"],
        parts=[
            PartResult(part["title"], [_question(q, content["people"]) for q in part["questions"]])
            for part in content["parts"]
        ],
        homes=content.get("homes"),
        cross_tabs=[_cross_tab(table) for table in content.get("cross_tabs", [])],
    )


def _question(stored: dict, people: int) -> QuestionResult:
    """Results frozen before questions said whom they were put to have neither `asked_if` nor `concerned`; those frozen
    while percentages were of those who answered say them again of all."""
    condition = stored.get("asked_if")
    known = {name: stored.get(name) for name in QuestionResult.__dataclass_fields__}
    concerned = stored.get("concerned") if condition else people
    options = [option | {"percent": percent_of(option["count"], concerned)} for option in stored["options"]]
    return QuestionResult(
        **known
        | {
            "asked_if": Asked(**condition) if condition else None,
            "concerned": concerned,
            "has_percentages": has_percentages(concerned),
            "options": [OptionResult(**option) for option in options],
            "alone": stored.get("alone", []),
        }
    )


def has_percentages(whole: int | None) -> bool:
    return whole is not None and whole >= SMALLEST_WHOLE_FOR_PERCENTAGES


def percent_of(count: int | None, whole: int | None) -> int | None:
    if count is None or not has_percentages(whole):
        return None
    return (200 * count + whole) // (2 * whole)


def _cross_tab(stored: dict) -> CrossTab:
    rows = [CrossRow(row["label"], row["people"], [Cell(**cell) for cell in row["cells"]]) for row in stored["rows"]]
    return CrossTab(stored["number"], stored["by"], rows, stored["is_chosen"])
