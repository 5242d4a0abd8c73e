"""Published results arranged for reading:
a list of questions, and a page for each with the groups that were compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from surveys.figures.disclosure import HIDDEN_CELLS, HIDDEN_COUNTS, SMALLEST_GROUP
from surveys.figures.poster import Finding, finding
from surveys.figures.published import Cell, CrossTab, QuestionResult, Results


@dataclass(frozen=True)
class Group:
    """The answers of one group of residents: (option, cell) pairs."""

    label: str
    people: int | None
    answers: list[tuple[str, Cell]]

    @property
    def is_hidden(self) -> bool:
        return all(cell.count is None for _, cell in self.answers)


@dataclass(frozen=True)
class Comparison:
    """The same question, by the answers to another one."""

    by: str
    groups: list[Group]
    hidden_cells = HIDDEN_CELLS

    @property
    def has_hidden(self) -> bool:
        return any(cell.count is None for group in self.groups for _, cell in group.answers)

    @property
    def has_percentages(self) -> bool:
        return any(cell.percent is not None for group in self.groups for _, cell in group.answers)


@dataclass(frozen=True)
class QuestionPage:
    """One question, all its lines when it is a grid."""

    lines: list[QuestionResult]
    part: str
    comparisons: list[Comparison]
    previous: int | None
    following: int | None

    @property
    def number(self) -> int:
        return self.lines[0].number

    @property
    def text(self) -> str:
        return self.lines[0].text

    @property
    def has_poster(self) -> bool:
        return any(line.has_figures for line in self.lines)

    @property
    def shows_texts(self) -> bool:
        """Not where the number of people is hidden: texts would count them.
        Never beside groups: a text would seem theirs.
        """
        return self.lines[0].is_shown and self.lines[0].base is not None and not self.comparisons

    @property
    def has_hidden(self) -> bool:
        return any(line.has_hidden for line in self.lines)

    @property
    def shows_all(self) -> bool:
        return all(line.is_shown and not line.has_hidden for line in self.lines)


@dataclass(frozen=True)
class QuestionSummary:
    """A question in the list of all: its finding in words when it has one line, and what the council does of it."""

    number: int
    text: str
    finding: Finding | None
    follow_up: str
    is_shown: bool


class Reading:
    hidden_counts, smallest_group = HIDDEN_COUNTS, SMALLEST_GROUP

    def __init__(self, results: Results):
        self.results = results

    @cached_property
    def parts(self) -> list[tuple[str, list[QuestionResult]]]:
        """(title, the first line of each question)."""
        return [(part.title, [next(lines) for _, lines in _by_number(part.questions)]) for part in self.results.parts]

    @cached_property
    def homes_percent(self) -> int | None:
        """Answers for a hundred homes, as a whole number."""
        homes = self.results.homes
        return round(100 * self.results.people / homes) if homes else None

    @cached_property
    def pages(self) -> list[tuple[str, list[QuestionPage]]]:
        """(title, its questions with the groups that were compared)."""
        return [(title, [page for q in questions if (page := self.page(q.number))]) for title, questions in self.parts]

    def contents(self, follow_ups: dict[int, str]) -> list[tuple[str, list[QuestionSummary]]]:
        """(title, what is told at once of each question)."""
        return [
            (title, [_entry(page, follow_ups.get(page.number, "")) for page in pages]) for title, pages in self.pages
        ]

    def page(self, number: int) -> QuestionPage | None:
        numbers = [question.number for _, questions in self.parts for question in questions]
        if number not in numbers:
            return None
        rank = numbers.index(number)
        return QuestionPage(
            lines=[question for question in self.results.questions if question.number == number],
            part=next(title for title, questions in self.parts if number in [q.number for q in questions]),
            comparisons=[self.comparison(t) for t in self.results.cross_tabs if t.is_chosen and t.number == number],
            previous=numbers[rank - 1] if rank else None,
            following=numbers[rank + 1] if rank + 1 < len(numbers) else None,
        )

    def comparison(self, table: CrossTab) -> Comparison:
        labels = [option.label for option in self.results.question(table.number).options]
        groups = [Group(row.label, row.people, list(zip(labels, row.cells, strict=True))) for row in table.rows]
        return Comparison(self.results.question(table.by).text, groups)


def _entry(page: QuestionPage, follow_up: str) -> QuestionSummary:
    only = page.lines[0] if len(page.lines) == 1 and page.has_poster else None
    return QuestionSummary(
        page.number, page.text, finding(only) if only else None, follow_up, any(line.is_shown for line in page.lines)
    )


def _by_number(questions: list[QuestionResult]) -> Iterator[tuple[int, Iterator[QuestionResult]]]:
    return groupby(questions, key=lambda question: question.number)
