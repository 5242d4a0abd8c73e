"""The mask attacked by a reader who knows its rules and every figure that is shown."""

import itertools
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.figures.disclosure import Figures, mask, mask_parts

pytestmark = pytest.mark.once


def every_table(people, options, at_most):
    """Every (non-answers, counts) that this number of people could give."""
    for base in range(people + 1):
        for counts in itertools.product(range(base + 1), repeat=options):
            total = sum(counts)
            if total == base if at_most == 1 else base <= total <= at_most * base:
                yield people - base, counts


def what_a_reader_may_think(tables, masked_as):
    """For each published question, the tables that look exactly like it."""
    alike = defaultdict(list)
    for table in tables:
        alike[masked_as(table)].append(table)
    return alike


def readings(published, tables):
    """(shown or None, every value it may have) for each figure of a published question."""
    shown = [published.non_answers, *published.counts]
    return zip(
        shown,
        (set(values) for values in zip(*((n, *counts) for n, counts in tables), strict=True)),
        strict=True,
    )


@pytest.mark.parametrize(
    ("people", "options", "at_most"),
    [(12, 3, 1), (24, 3, 1), (18, 4, 1), (12, 5, 1), (14, 2, 2), (12, 3, 2), (12, 3, 3)],
)
def test_a_hidden_small_count_may_always_be_one_two_three_or_four(people, options, at_most):
    tables = every_table(people, options, at_most)
    alike = what_a_reader_may_think(tables, lambda table: mask(Figures(people, table[0], table[1], at_most)))
    for published, candidates in alike.items():
        for shown, values in readings(published, candidates):
            assert shown is not None or not values & {1, 2, 3, 4} or values >= {1, 2, 3, 4}


@pytest.mark.parametrize(("people", "options"), [(16, 2), (14, 3)])
def test_a_question_that_depends_on_a_hidden_answer_does_not_betray_it(people, options):
    """Everybody concerned answers: who does not answer the second is exactly who chose the option of the first."""
    alike = defaultdict(set)
    for non_answers, counts in every_table(people, options, 1):
        decisive = counts[-1]
        first = mask(Figures(people, non_answers, counts, order=range(options - 2, -1, -1)))
        for yes in range(people - decisive + 1):
            figures = Figures(people, decisive, (yes, people - decisive - yes))
            second = mask(figures, hide_non_answers=first.counts[-1] is None)
            alike[first, second].add(decisive)
    for (first, _), values in alike.items():
        assert first.counts[-1] is not None or not values & {1, 2, 3, 4} or len(values) > 1


counts = st.lists(st.integers(0, 60), min_size=1, max_size=9)


@given(counts, st.integers(0, 12))
def test_no_small_count_is_ever_shown(counts, non_answers):
    masked = mask(Figures(sum(counts) + non_answers, non_answers, counts))
    assert not {1, 2, 3, 4} & {*masked.counts, masked.non_answers}


@given(counts, st.integers(0, 12))
def test_hidden_counts_together_are_not_a_small_group(counts, non_answers):
    masked = mask(Figures(sum(counts) + non_answers, non_answers, counts))
    hidden = [count for count, shown in zip(counts, masked.counts, strict=True) if shown is None]
    hidden += [non_answers] if masked.non_answers is None else []
    assert not masked.is_shown or not hidden or (len(hidden) > 1 and sum(hidden) >= 9)


@given(counts, st.integers(0, 12))
def test_what_is_shown_is_true(counts, non_answers):
    masked = mask(Figures(sum(counts) + non_answers, non_answers, counts))
    assert all(shown in (None, count) for shown, count in zip(masked.counts, counts, strict=True))
    assert masked.base in (None, sum(counts))


@given(counts, st.integers(0, 12))
def test_the_base_and_the_non_answers_are_shown_or_hidden_together(counts, non_answers):
    masked = mask(Figures(sum(counts) + non_answers, non_answers, counts))
    assert (masked.base is None) == (masked.non_answers is None)


def test_large_counts_and_zeros_are_shown():
    assert mask(Figures(40, 10, [20, 10, 0])).counts == (20, 10, 0)


def test_a_small_count_takes_another_one_with_it():
    assert mask(Figures(300, 20, [140, 100, 37, 3])).counts == (140, 100, None, None)


def test_a_small_sacrificed_count_is_not_enough():
    assert mask(Figures(300, 20, [140, 133, 5, 2])).counts == (140, None, None, None)


def test_small_non_answers_hide_the_base_and_an_option():
    masked = mask(Figures(100, 3, [60, 37]))
    assert (masked.base, masked.non_answers, masked.counts) == (None, None, (60, None))


def test_a_question_with_four_answers_is_not_shown():
    assert not mask(Figures(300, 296, [4, 0])).is_shown


def test_too_few_to_protect_looks_like_too_few_to_show():
    assert mask(Figures(5, 0, [1, 1, 1, 1, 1])) == mask(Figures(5, 5, [0, 0, 0, 0, 0]))


def test_channels_are_shown_together_or_not_at_all():
    assert mask_parts([200, 3]) == (None, None)
    assert mask_parts([200, 0]) == (200, 0)
