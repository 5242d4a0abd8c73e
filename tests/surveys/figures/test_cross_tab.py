"""Two questions at once: what small groups answered stays hidden, from subtraction too."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.figures.attack import attack, closes_triangle
from surveys.figures.cross_tab import cross_tab, crossable, groupings
from surveys.figures.direct_disclosure import Exposed
from surveys.figures.published import Cell, CrossRow, CrossTab, as_content, from_content
from surveys.figures.results import Tally, results_of
from surveys.questions.questionnaire import Item, Kind, Option, Part, Questionnaire

pytestmark = pytest.mark.once


def published(people, at_most=1):
    """Question 1 by question 2.
    `people`: for each group, then for the silent, how many ticked each option, then none.
    """
    *groups, _ = people
    options = len(people[0]) - 1
    first = Item(
        1, 1, Kind.SINGLE if at_most == 1 else Kind.MULTI, "Le parc ?",
        options=tuple(Option(rank, f"option {rank}") for rank in range(options)),
    )  # fmt: skip
    ages = Item(
        2,
        2,
        Kind.SINGLE,
        "Votre âge ?",
        options=tuple(Option(100 + rank, f"{rank}") for rank in range(len(groups))),
    )
    by_option = [sum(row[rank] for row in people) for rank in range(options)]
    total = sum(map(sum, people))
    tally = Tally(
        {"online": total},
        {(1, None): sum(by_option), (2, None): sum(map(sum, groups))},
        {(None, rank): n for rank, n in enumerate(by_option)} | {(None, 100 + r): sum(g) for r, g in enumerate(groups)},
    )
    results = results_of(Questionnaire(None, (Part(1, "Partie", (first, ages)),)), tally)
    return results, cross_tab(results, 1, 2, [group[:-1] for group in groups])


LARGE = [[30, 25, 40, 12], [22, 33, 28, 15], [41, 38, 20, 11], [12, 11, 14, 12]]


def counts(table):
    return [[cell.count for cell in row.cells] for row in table.rows]


def test_large_cells_are_all_shown():
    _, table = published(LARGE)
    assert counts(table) == [row[:-1] for row in LARGE[:-1]]
    assert [row.people for row in table.rows] == [107, 98, 110]


def test_a_small_cell_takes_others_with_it_in_its_group_and_its_option():
    people = [[30, 25, 4, 0], [22, 33, 28, 0], [41, 38, 20, 0], [0, 0, 0, 0]]
    _, table = published(people)
    hidden = set(table.hidden)
    assert (0, 2) in hidden and len(hidden) >= 4
    assert all(len([s for s in hidden if s[0] == row]) != 1 for row in range(3))


def test_an_empty_cell_looks_like_a_small_one():
    _, few = published([[30, 25, 6, 12], *LARGE[1:]])
    _, none = published([[30, 25, 0, 18], *LARGE[1:]])
    assert few.rows[0].cells[2] == none.rows[0].cells[2] == Cell(None, None)


def test_a_group_of_ten_is_hidden_whole():
    _, table = published([[5, 3, 2, 0], *LARGE[1:]])
    assert counts(table)[0] == [None, None, None]


def test_a_table_with_little_left_to_show_is_not_offered():
    assert published([[9, 8, 7, 1], [8, 9, 10, 2], [7, 9, 8, 1], [1, 0, 2, 0]])[1] is None


def test_the_self_check_finds_a_cell_that_a_subtraction_gives():
    results, table = published([[30, 25, 4, 0], [22, 33, 28, 0], [41, 38, 20, 0], [0, 0, 0, 0]])
    bare = [replace(row, cells=[Cell(n, None) for n in shown]) for row, shown in zip(
        table.rows, [[30, 25, None], [22, 33, 28], [41, 38, 20]], strict=True)]  # fmt: skip
    assert attack(replace(results, cross_tabs=[replace(table, rows=bare)])) == [Exposed(1, by=2, row=0, option=2)]


def test_the_self_check_sees_a_cell_of_ten_people():
    results, table = published([[10, 25, 40, 32], *LARGE[1:]])
    first = table.rows[0]
    shown = replace(table, rows=[replace(first, cells=[Cell(10, 9), *first.cells[1:]]), *table.rows[1:]])
    assert Exposed(1, by=2, row=0, option=0) in attack(replace(results, cross_tabs=[shown]))


def test_three_questions_are_never_crossed_two_by_two():
    """Park by age, park by seniority, age by seniority: in one neighbourhood no table told that a cell of ten holds
    four people or more, the three together did."""
    results, table = published(LARGE)
    two = replace(results, cross_tabs=[CrossTab(1, 3, []), CrossTab(3, 2, [])])
    assert table is not None
    assert cross_tab(two, 1, 2, [group[:-1] for group in LARGE[:-1]]) is None
    assert not closes_triangle(two, 4, 2) and not closes_triangle(two, 3, 1)
    assert closes_triangle(replace(two, cross_tabs=[*two.cross_tabs, table]), 3, 1)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 4), st.integers(2, 5), st.integers(0, 10_000), st.sampled_from([1, 3]))
def test_no_table_gives_way(groups, options, seed, at_most):
    chance = random.Random(seed)
    people = [[int(chance.paretovariate(0.5)) % 90 for _ in range(options + 1)] for _ in range(groups + 1)]
    if sum(map(sum, people)) < 5:
        return
    results, table = published(people, at_most)
    if table is not None:
        together = replace(results, cross_tabs=[table])
        assert attack(together) == []
        assert all(cell.count is None or cell.count >= 11 for row in table.rows for cell in row.cells)
        assert from_content(as_content(together)) == together


def test_the_groups_are_a_question_put_to_all_with_one_answer():
    results, _ = published(LARGE)
    assert [q.number for q in groupings(results)] == [1, 2]
    assert [q.number for q in crossable(results, by=2)] == [1]


def test_those_who_did_not_answer_are_not_told_by_subtraction():
    """Every cell of a group was shown beside its total: four of its people had not answered. In another survey, one."""
    people = [[30, 25, 40, 4], [22, 33, 28, 15], [41, 38, 20, 11], [12, 11, 14, 12]]
    results, table = published(people)
    everything = replace(results, cross_tabs=[revealed(results, people)])
    assert Exposed(1, by=2, row=0) in attack(everything)
    assert any(cell.count is None for cell in table.rows[0].cells)


def test_those_who_have_no_group_are_not_told_by_subtraction():
    people = [[30, 25, 40, 12], [22, 33, 28, 15], [41, 38, 20, 11], [12, 3, 14, 12]]
    results, table = published(people)
    assert Exposed(1, by=2, option=1) in attack(replace(results, cross_tabs=[revealed(results, people)]))
    assert any(row.cells[1].count is None for row in table.rows)


def revealed(results, people):
    """The table with nothing hidden."""
    rows = [
        CrossRow(option.label, option.count, [Cell(count, None) for count in group[:-1]])
        for option, group in zip(results.question(2).options, people[:-1], strict=True)
    ]
    return CrossTab(1, 2, rows)


def test_the_groups_use_the_percentages_of_the_whole():
    """Everybody in the group, as everybody who was asked: the parts of the groups average to those of the whole."""
    results, table = published(LARGE)
    whole = [option.percent for option in results.question(1).options]
    assert results.people == sum(map(sum, LARGE)) and whole == [
        (200 * sum(row[o] for row in LARGE) + results.people) // (2 * results.people) for o in range(3)
    ]
    assert [cell.percent for cell in table.rows[0].cells] == [28, 23, 37]
