"""What the masks leave to read of real questions,
beside what they left when they protected the cells of a table alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from unittest import mock

from surveys.figures.bounds import Bounds, Key
from surveys.figures.cross_tab import cross_tab, crossable, groupings
from surveys.figures.disclosure import SMALLEST_CELL
from surveys.figures.published import CrossTab, Results
from surveys.figures.results import results_of
from surveys.questions.questionnaire import Questionnaire
from tests.surveys.neighbourhood import Neighbourhood


@dataclass(frozen=True)
class Compared:
    """Two questions: the table of the former masks, if the exact attacker finds nothing in it, and that of today's."""

    number: int
    by: int
    former: CrossTab | None
    accepted: bool
    today: CrossTab | None

    @property
    def is_lost(self) -> bool:
        return self.accepted and (self.today is None or shown(self.today) < shown(self.former))


def plainly_worded(questionnaire: Questionnaire) -> Questionnaire:
    """The same questions under numbered names: what is read on a page is told apart at once."""
    return replace(
        questionnaire,
        parts=tuple(replace(part, items=tuple(map(_plain, part.items))) for part in questionnaire.parts),
    )


def _plain(item):
    options = tuple(replace(o, label=f"Réponse {item.number}.{rank}") for rank, o in enumerate(item.options))
    lines = tuple(replace(line, label=f"Ligne {rank}") for rank, line in enumerate(item.lines))
    return replace(item, text=f"Question {item.number} ?", options=options, lines=lines)


def compared(neighbourhood: Neighbourhood, at_most: int | None = None) -> Iterator[Compared]:
    """Each table that could be made, alone beside the results of the questions.
    `at_most`: answers a person may give.
    """
    results = results_of(neighbourhood.form.questionnaire, neighbourhood.tally())
    for by in [question.number for question in groupings(results)]:
        for question in crossable(results, by):
            if at_most is None or question.at_most <= at_most:
                yield _compared(neighbourhood, results, question.number, by)


def _compared(neighbourhood: Neighbourhood, results: Results, number: int, by: int) -> Compared:
    people = neighbourhood.crossed(number, by)
    former = former_table(results, number, by, people)
    accepted = former is not None and not told(neighbourhood, results, former)
    return Compared(number, by, former, accepted, cross_tab(results, number, by, people))


def former_table(results: Results, number: int, by: int, people: list[list[int]]) -> CrossTab | None:
    """Small cells hidden, then others, until a reader knew no more of a small cell than the two questions say; nothing
    was asked of the silent, nor of those without group (record 0019)."""
    with mock.patch.multiple(
        "surveys.figures.cross_tab", cell_is_safe=_cell_was_safe, around_cells=lambda *_: (), attack=lambda _: ()
    ):
        return cross_tab(results, number, by, people)


def _cell_was_safe(known: Bounds, margins: Bounds, key: Key, is_small: bool = False) -> bool:
    (least, most), (widest_least, widest_most) = known.of(key), margins.of(key)
    return most - least >= min(SMALLEST_CELL - 1, widest_most - widest_least) and (
        not is_small or least == widest_least
    )


def told(neighbourhood: Neighbourhood, results: Results, table: CrossTab) -> list[tuple]:
    """What the exact attacker finds in this table beside its two questions, and those that conditions tie to them."""
    near = neighbourhood.about(table.number, table.by)
    numbers = {item.number for item in near.form.questionnaire.items}
    parts = [replace(p, questions=[q for q in p.questions if q.number in numbers]) for p in results.parts]
    return near.attacked(replace(results, parts=parts, cross_tabs=[table]))


def shown(table: CrossTab) -> int:
    return sum(cell.count is not None for row in table.rows for cell in row.cells)
