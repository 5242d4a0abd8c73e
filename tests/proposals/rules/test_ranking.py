"""The method that puts proposals in order: pure, so tested without a database."""

import itertools

import pytest

from proposals.rules.ranking import Method, VotingRule

pytestmark = pytest.mark.once

POINTS = VotingRule(Method.POINTS, budget=10)
RANKS = VotingRule(Method.RANKS, budget=3)


def places(rule, ballots, candidates):
    return [(place.label, place.number, place.points) for place in rule.ranking(ballots, candidates)]


def test_points_add_up_and_the_most_come_first():
    ballots = [{1: 4, 2: 6}, {2: 1, 3: 9}, {}]
    assert places(POINTS, ballots, [1, 2, 3]) == [("1re", 3, 9), ("2e", 2, 7), ("3e", 1, 4)]


def test_a_first_place_is_worth_the_most_and_the_last_one_point():
    assert places(RANKS, [{5: 1, 6: 2, 7: 3}], [5, 6, 7, 8]) == [
        ("1re", 5, 3),
        ("2e", 6, 2),
        ("3e", 7, 1),
        ("4e", 8, 0),
    ]


def test_a_tie_is_shown_as_a_tie_and_the_next_place_counts_it():
    found = places(POINTS, [{1: 5, 2: 5}, {3: 2, 4: 7}], [1, 2, 3, 4])
    assert found == [("1re", 4, 7), ("2e ex æquo", 1, 5), ("2e ex æquo", 2, 5), ("4e", 3, 2)]


def test_nobody_voted_for_anything_is_one_great_tie():
    assert {place.label for place in POINTS.ranking([], [3, 1, 2])} == {"1re ex æquo"}


def test_the_order_of_the_ballots_and_of_the_candidates_changes_nothing():
    ballots = [{1: 3, 2: 7}, {2: 3, 3: 7}, {3: 3, 1: 4}]
    results = {
        tuple(places(POINTS, given, listed))
        for given in itertools.permutations(ballots)
        for listed in itertools.permutations([1, 2, 3])
    }
    assert len(results) == 1


def test_one_more_point_never_lowers_a_proposal():
    before = {place.number: place.rank for place in POINTS.ranking([{1: 2, 2: 5, 3: 3}], [1, 2, 3])}
    after = {place.number: place.rank for place in POINTS.ranking([{1: 2, 2: 5, 3: 3}, {1: 1}], [1, 2, 3])}
    assert after[1] <= before[1]


def test_too_many_points_are_refused_with_how_many_to_take_back():
    assert POINTS.mistakes({1: 8, 2: 4}, [1, 2]) == ["Vous avez donné 12 points. Il y en a 10\u00a0: retirez-en 2."]


def test_fewer_points_or_none_are_allowed():
    assert not POINTS.mistakes({1: 3}, [1, 2]) and not POINTS.mistakes({}, [1, 2])


def test_the_same_place_twice_or_a_place_too_far_is_refused():
    assert "deux fois la même place\u00a0: 1" in RANKS.mistakes({1: 1, 2: 1}, [1, 2])[0]
    assert "dernière place est la 3e" in RANKS.mistakes({1: 4}, [1, 2])[0]


@pytest.mark.parametrize("ballot", [{9: 1}, {1: 0}, {1: -2}])
@pytest.mark.parametrize("rule", [POINTS, RANKS])
def test_what_is_not_on_the_list_or_takes_points_away_is_refused(rule, ballot):
    assert rule.mistakes(ballot, [1, 2])
