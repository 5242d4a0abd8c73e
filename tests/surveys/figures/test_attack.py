"""The self-check finds what a reader could rebuild, and nothing that it finds is ever published."""

import itertools
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveys.figures.attack import attack
from surveys.figures.bounds import Bounds, Contradiction
from surveys.figures.direct_disclosure import Exposed
from surveys.figures.disclosure import SMALLEST_BASE
from surveys.figures.poster import posters_of
from surveys.figures.published import as_content, from_content
from surveys.figures.results import Tally, results_of
from surveys.questions.questionnaire import Item, Kind, Option, Part, Questionnaire, Rule

pytestmark = pytest.mark.once


def options(first, number):
    return tuple(Option(first + rank, f"option {first + rank}") for rank in range(number))


def parent_and_child(counts, refusals, child_counts, rule=Rule.UNLESS, at_most=1):
    """Question 2 depends on the last option of question 1. `child_counts`: its options."""
    people = sum(counts) + refusals
    parent = Item(1, 1, Kind.SINGLE, "D’ici ?", options=options(1, len(counts)))
    kind = Kind.SINGLE if at_most == 1 else Kind.MULTI
    child = Item(
        2, 2, kind, "Content ?", max_choices=at_most if at_most > 1 else None, options=options(100, len(child_counts)),
        condition_choice=len(counts), condition_rule=rule,
    )  # fmt: skip
    answered = {(1, None): sum(counts), (2, None): max(child_counts) if at_most > 1 else sum(child_counts)}
    ticked = {(None, pk): n for pk, n in enumerate(counts, 1)} | {
        (None, pk): n for pk, n in enumerate(child_counts, 100)
    }
    return Questionnaire(None, (Part(1, "Partie", (parent, child)),)), Tally({"online": people}, answered, ticked)


def test_a_small_number_of_silent_people_is_not_left_between_a_condition_and_its_base():
    """60 live elsewhere, so 40 are asked; 38 answered: the two who kept silent could be counted."""
    parent, child = results_of(*parent_and_child([40, 60], 0, [20, 18])).questions
    assert [o.count for o in parent.options] == [40, 60]
    assert (child.concerned, child.base, child.non_answers) == (40, None, None)


def test_silent_people_are_counted_among_those_who_were_asked():
    child = results_of(*parent_and_child([45, 60], 0, [20, 13])).questions[1]
    assert (child.concerned, child.base, child.non_answers) == (45, 33, 12)


def test_a_question_put_to_five_people_tells_nothing_of_them():
    """Five live with somebody else, and all five said yes: the page, the file and the poster of the hall told it."""
    results = results_of(*parent_and_child([115, 5], 0, [5, 0], Rule.ONLY_IF))
    assert [o.count for o in results.questions[0].options] == [115, 5]
    assert (results.questions[1].is_shown, results.questions[1].base) == (False, None)
    assert not [poster for poster in posters_of(results) if poster.number == 2]


@pytest.mark.parametrize("child", [[30, 0], [20, 10], [21, 9], [29, 1]])
def test_a_group_that_a_condition_makes_is_told_as_in_a_cross_tab(child):
    """From eleven people on, an empty answer hidden like a small one; and what it leaves would give it away."""
    results = results_of(*parent_and_child([90, 30], 0, child, Rule.ONLY_IF))
    assert [o.count for o in results.questions[1].options] == [None, None]
    large = results_of(*parent_and_child([90, 30], 0, [18, 12], Rule.ONLY_IF))
    assert [o.count for o in large.questions[1].options] == [18, 12]


def test_nobody_silent_tells_no_opinion():
    child = results_of(*parent_and_child([90, 30], 0, [18, 12], Rule.ONLY_IF)).questions[1]
    assert (child.base, child.non_answers) == (30, 0)


def several(counts, base, people):
    item = Item(1, 1, Kind.MULTI, "Qu’aimez-vous ?", options=options(1, len(counts)))
    ticked = {(None, pk): n for pk, n in enumerate(counts, 1)}
    return results_of(
        Questionnaire(None, (Part(1, "Partie", (item,)),)), Tally({"online": people}, {(1, None): base}, ticked)
    )


def test_one_person_who_did_not_tick_is_not_told_by_all_the_others():
    shown = several([119, 60, 50], 120, 120).questions[0]
    assert shown.options[0].count is None and [o.count for o in shown.options[1:]] == [60, 50]


def test_everybody_ticking_everything_does_not_tell_every_sheet():
    assert {o.count for o in several([11, 11, 11], 11, 11).questions[0].options} == {None}


def test_those_who_did_not_tick_are_not_told_by_a_hidden_base_either():
    """119 of 120 ticked; the last one kept silent, or answered something else."""
    assert several([119, 60, 50], 119, 120).questions[0].options[0].count is None


def test_the_self_check_finds_a_complement():
    results = several([100, 60, 50], 120, 120)
    assert attack(results) == []
    assert attack(careless(results, 0, [119, 60, 50])) == [Exposed(1)]


def test_what_depends_on_a_question_that_is_not_shown_is_not_shown():
    """Why question 1 cannot be protected (8 people beside 1 and 7), and how many may have ticked what, pinned the rest:
    8 were asked question 2, and 4 said yes."""
    parent, child = results_of(*parent_and_child([1, 7, 8], 0, [0, 8], Rule.ONLY_IF)).questions
    assert (parent.is_shown, child.is_shown) == (False, False)


def careless(results, rank, counts):
    """The same page, but one of its questions shows these counts."""
    part = results.parts[0]
    questions = list(part.questions)
    shown = [replace(option, count=n) for option, n in zip(questions[rank].options, counts, strict=True)]
    questions[rank] = replace(questions[rank], options=shown)
    return replace(results, parts=[replace(part, questions=questions)])


def test_the_self_check_finds_a_base_beside_its_condition():
    results = results_of(*parent_and_child([40, 60], 0, [20, 18]))
    assert attack(careless(results, 1, [20, 18])) == [Exposed(2)]


def test_the_self_check_finds_a_single_hidden_option():
    results = results_of(*parent_and_child([40, 57, 3], 0, [20, 10]))
    assert Exposed(1) in attack(careless(results, 0, [40, 57, None]))


@pytest.mark.parametrize(
    "forgotten", [{"base": 90}, {"non_answers": 3}, {"median": 12, "base": None, "non_answers": None}]
)
def test_the_self_check_trusts_no_mask(forgotten):
    """A figure that contradicts the others, a small one in plain sight, one that its base should hide."""
    results = results_of(*parent_and_child([40, 60], 0, [20, 10]))
    part = results.parts[0]
    assert attack(results) == []
    assert attack(replace(results, parts=[replace(part, questions=[replace(part.questions[0], **forgotten)])]))


def test_the_self_check_sees_small_counts_that_nobody_masked():
    results = results_of(*parent_and_child([40, 57, 3], 0, [20, 10]))
    assert Exposed(1) in attack(careless(results, 0, [40, 57, 3]))
    assert attack(replace(results, paper=3, online=97)) == [Exposed(0)]


def test_what_is_stored_is_attacked_as_it_was_published():
    results = results_of(*parent_and_child([40, 57, 3], 2, [20, 10]))
    assert from_content(as_content(results)) == results


small = st.integers(0, 14)
counts = st.lists(st.one_of(small, st.integers(0, 80)), min_size=2, max_size=6)


@settings(max_examples=150, deadline=None)
@given(counts, small, st.data(), st.sampled_from(Rule.values), st.sampled_from([1, 3]))
def test_nothing_that_is_published_gives_way(counts, refusals, data, rule, at_most):
    assume(sum(counts) + refusals >= SMALLEST_BASE)
    asked = counts[-1] if rule == Rule.ONLY_IF else sum(counts) + refusals - counts[-1]
    silent = data.draw(st.integers(0, asked))
    left = asked - silent
    child = [data.draw(st.integers(0, left)) for _ in range(3)]
    if at_most == 1:
        child = [child[0], min(child[1], left - child[0]), left - child[0] - min(child[1], left - child[0])]
    results = results_of(*parent_and_child(counts, refusals, child, rule, at_most))
    shown = [n for q in results.questions for n in (q.concerned, q.non_answers, *(o.count for o in q.options))]
    assert attack(results) == []
    assert not {1, 2, 3, 4} & set(shown)


def every_pair(people, rule):
    """Every answer that `people` could give to a question of two options and to the one that depends on it."""
    for counts in itertools.product(range(people + 1), repeat=2):
        if sum(counts) <= people:
            asked = counts[-1] if rule == Rule.ONLY_IF else people - counts[-1]
            for yes in range(asked + 1):
                for no in range(asked - yes + 1):
                    yield counts, people - sum(counts), (yes, no), asked - yes - no


@pytest.mark.parametrize("rule", Rule.values)
def test_a_reader_who_knows_the_rules_never_finds_a_small_group(rule):
    """For each published page: all the answers that would give the very same page."""
    alike = defaultdict(list)
    for counts, refusals, child, silent in every_pair(10, rule):
        results = results_of(*parent_and_child(counts, refusals, child, rule))
        alike[str(as_content(results))].append((refusals, *counts, silent, *child))
    for candidates in alike.values():
        for values in map(set, zip(*candidates, strict=True)):
            assert len(values) > 1 or not values & {1, 2, 3, 4}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 4), min_size=6, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6), st.booleans()
)
def test_the_bounds_are_those_of_all_the_tables_there_could_be(cells, shown, is_multiple):
    """Two groups by three options, their sums known; or at most two options a person."""
    rows, columns = [range(3), range(3, 6)], [(0, 3), (1, 4), (2, 5)]

    def agrees(table):
        wholes = [sum(cells[i] for i in row) for row in rows]
        fits = all(
            (sum(table[i] for i in row) <= whole <= 2 * sum(table[i] for i in row)) if is_multiple
            else sum(table[i] for i in row) == whole
            for row, whole in zip(rows, wholes, strict=True)
        )  # fmt: skip
        return fits and all(sum(table[i] for i in c) == sum(cells[i] for i in c) for c in columns)

    known = Bounds()
    for key, cell in enumerate(cells):
        known.put(key, cell if shown[key] else None, 5)
    for row in rows:
        whole = sum(cells[i] for i in row)
        known.tie(dict.fromkeys(row, 1), *((whole / 2, whole) if is_multiple else (whole, whole)))
    for column in columns:
        whole = sum(cells[i] for i in column)
        known.tie(dict.fromkeys(column, 1), whole, whole)
    choices = [[cell] if is_shown else range(6) for cell, is_shown in zip(cells, shown, strict=True)]
    tables = [table for table in itertools.product(*choices) if agrees(table)]
    assert [known.of(key) for key in range(6)] == [(min(v), max(v)) for v in zip(*tables, strict=True)]


def test_the_bounds_are_exact_whole_numbers():
    known = Bounds()
    for key, shown in (("a", None), ("b", None), ("c", 3), ("whole", 10)):
        known.put(key, shown, 10)
    known.equal(["a", "b", "c"], "whole")
    known.tie({"a": 2}, 0, 7)
    assert (known.of("a"), known.of("b"), known.of("c")) == ((0, 3), (4, 7), (3, 3))


def test_figures_that_cannot_be_are_said_to_be_so():
    known = Bounds()
    known.put("a", 3, 10)
    with pytest.raises(Contradiction):
        known.tie({"a": 1}, 4, 5)
