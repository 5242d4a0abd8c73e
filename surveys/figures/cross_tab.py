"""The answers to one question by the answers to another one, shown only as far as nobody can be recognised."""

from dataclasses import replace
from functools import partial
from itertools import dropwhile

from surveys.figures.attack import (
    around_cells,
    attack,
    bounds_of,
    cell_is_safe,
    cell_key,
    closes_triangle,
    is_told_by_margins,
)
from surveys.figures.bounds import Bounds, Key
from surveys.figures.disclosure import SMALLEST_CELL, SMALLEST_GROUP
from surveys.figures.published import Cell, CrossRow, CrossTab, QuestionResult, Results, percent_of
from surveys.questions.questionnaire import Kind

MOST_GROUPS = 6
Spot = tuple[int, int]
Weak = tuple[int | None, int | None]


def groupings(results: Results) -> list[QuestionResult]:
    """The questions that make groups of residents, as age or seniority: one answer, put to all, few options."""
    return [
        question
        for question in results.questions
        if question.kind == Kind.SINGLE and _is_crossable(question) and len(question.options) <= MOST_GROUPS
    ]


def crossable(results: Results, by: int) -> list[QuestionResult]:
    """The questions that may be compared between these groups; never a text, a grid, nor one put to some only."""
    return [question for question in results.questions if question.number != by and _is_crossable(question)]


def cross_tab(results: Results, number: int, by: int, people: list[list[int]]) -> CrossTab | None:
    """`people`: for each group, how many ticked each option.
    `None`: too little would be left to show, or two other tables already tie these questions.

    Small cells are hidden, then others with them, last option and last group first, until a reader who also knows the
    results of both questions, and the tables already chosen, can tell no more of a small cell than those say. Then the
    same for what stands around the cells: who did not answer, who has no group, who did not tick an option.
    """
    if closes_triangle(results, number, by):
        return None
    hidden = _small(results, number, by, people)
    first = _table(results, number, by, people, hidden)
    margins = bounds_of(_with(results, first), with_cells=False)
    to_check = sorted(hidden)
    around = list(around_cells(results, first))
    while 2 * len(hidden) <= sum(map(len, people)):
        table = _table(results, number, by, people, hidden)
        known = bounds_of(_with(results, table))
        to_check = list(dropwhile(partial(_is_safe, table, people, known, margins), to_check))
        if not to_check:
            around = list(dropwhile(partial(_is_told, known, margins), around))
        if not to_check and not around:
            return None if attack(_with(results, table)) else table
        sacrificed = _sacrificed(to_check[0], hidden, people) if to_check else _beside(around[0][0], hidden, people)
        if sacrificed is None:
            return None
        to_check.append(sacrificed)
        hidden.add(sacrificed)
    return None


def _is_crossable(question: QuestionResult) -> bool:
    return question.is_shown and bool(question.options) and not question.line and question.asked_if is None


def _small(results: Results, number: int, by: int, people: list[list[int]]) -> set[Spot]:
    groups = [(option.count or 0) >= SMALLEST_GROUP for option in results.question(by).options]
    options = [(option.count or 0) >= SMALLEST_GROUP for option in results.question(number).options]
    return {
        (group, option)
        for group, counts in enumerate(people)
        for option, count in enumerate(counts)
        if count < SMALLEST_CELL or not groups[group] or not options[option]
    }


def _table(results: Results, number: int, by: int, people: list[list[int]], hidden: set[Spot]) -> CrossTab:
    rows = []
    for group, (option, counts) in enumerate(zip(results.question(by).options, people, strict=True)):
        shown = [None if (group, rank) in hidden else count for rank, count in enumerate(counts)]
        rows.append(
            CrossRow(option.label, option.count, [Cell(count, percent_of(count, option.count)) for count in shown])
        )
    return CrossTab(number, by, rows)


def _with(results: Results, table: CrossTab) -> Results:
    return replace(results, cross_tabs=[*results.cross_tabs, table])


def _is_safe(table: CrossTab, people: list[list[int]], known: Bounds, margins: Bounds, spot: Spot) -> bool:
    group, option = spot
    is_small = people[group][option] < SMALLEST_CELL
    return cell_is_safe(known, margins, cell_key(table, option, group), is_small)


def _is_told(known: Bounds, margins: Bounds, place: tuple[Weak, Key]) -> bool:
    return is_told_by_margins(known, margins, place[1])


def _sacrificed(weak: Spot, hidden: set[Spot], people: list[list[int]]) -> Spot:
    """A cell of the same group, or of the same option, when it is the only one hidden there; then one that closes a
    rectangle with others already hidden."""
    spots = [(group, option) for group in reversed(range(len(people))) for option in reversed(range(len(people[0])))]
    for axis in (0, 1):
        line = [spot for spot in spots if spot[axis] == weak[axis]]
        if len(line) > 1 and hidden.intersection(line) == {weak}:
            spots = line
            break
    return max((spot for spot in spots if spot not in hidden), key=lambda spot: _covered(spot, hidden))


def _beside(weak: Weak, hidden: set[Spot], people: list[list[int]]) -> Spot | None:
    """A cell of the group, or of the option, or both, that gives away what no table shows."""
    wanted = {(row, option) for row in range(len(people)) for option in range(len(people[0]))} - hidden
    row, option = weak
    near = [spot for spot in wanted if row in (None, spot[0]) and option in (None, spot[1])]
    near = near or [spot for spot in wanted if spot[0] == row or spot[1] == option]
    return max(near, key=lambda spot: (_covered(spot, hidden), spot), default=None)


def _covered(spot: Spot, hidden: set[Spot]) -> tuple[int, int]:
    in_group = sum(1 for group, _ in hidden if group == spot[0])
    in_option = sum(1 for _, option in hidden if option == spot[1])
    return min(in_group, in_option), in_group + in_option
