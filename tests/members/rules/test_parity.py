import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.rules.check import Level
from members.rules.college import College
from members.rules.parity import (
    counting_checks,
    half_are_habitants,
    missing_seats,
    parity,
    size,
    two_colleges,
    women_and_men,
)
from members.rules.thresholds import Thresholds

pytestmark = pytest.mark.once

VECTORS = [
    (10, 10, Level.OK, Level.OK),
    (11, 10, Level.OK, Level.OK),
    (10, 11, Level.OK, Level.ERROR),
    (12, 9, Level.WARNING, Level.OK),
    (13, 9, Level.ERROR, Level.OK),
    (8, 12, Level.ERROR, Level.ERROR),
    (5, 0, Level.ERROR, Level.OK),
]
counts = st.integers(0, 60)


@pytest.mark.parametrize(("habitants", "acteurs", "equal", "half"), VECTORS)
def test_both_parities_follow_the_vectors_of_the_domain(habitants, acteurs, equal, half):
    assert parity(habitants, acteurs).level == equal
    assert half_are_habitants(habitants, acteurs).level == half


def test_an_empty_college_is_an_error():
    assert two_colleges(5, 0).level == Level.ERROR
    assert two_colleges(5, 1).level == Level.OK


def test_the_sentence_says_how_many_acteurs_are_missing():
    assert parity(12, 9).sentence == "Il manque 3 acteurs du quartier."


def test_the_sentence_says_how_many_habitants_are_missing():
    assert parity(8, 12).sentence == "Il manque 4 habitants."


def test_the_half_is_said_in_numbers():
    assert half_are_habitants(12, 9).sentence == "12 habitants sur 21 membres."


def test_the_tolerance_is_a_setting():
    assert parity(12, 9, Thresholds(tolerance=3)).is_ok
    assert not parity(11, 10, Thresholds(tolerance=0)).is_ok


def test_the_half_may_be_turned_off():
    assert [check.code for check in counting_checks(10, 11, Thresholds(half_are_habitants=False))] == ["C1", "C2"]


def test_a_check_quotes_the_reference_of_the_settings():
    assert parity(5, 5, Thresholds(references={"C2": "règlement intérieur, article 3"})).reference.startswith(
        "règlement"
    )
    assert half_are_habitants(5, 5).reference == "cadre de référence des conseils citoyens, juin 2014"


@pytest.mark.parametrize(
    ("genders", "level", "words"),
    [((6, 5, 0), Level.OK, "accepté"), ((7, 4, 0), Level.WARNING, "de 3"), ((5, 4, 2), Level.INFO, "2 habitants")],
)
def test_women_and_men_follow_the_vectors_of_the_domain(genders, level, words):
    check = women_and_men(*genders)
    assert (check.level, words in check.sentence) == (level, True)


@pytest.mark.parametrize(("total", "title"), [(14, "petite"), (15, "bonne"), (50, "bonne"), (51, "grande")])
def test_the_size_is_between_fifteen_and_fifty(total, title):
    assert title in size(total).title


@given(habitants=counts, acteurs=counts, tolerance=st.integers(0, 3), half=st.booleans())
def test_the_appointment_it_proposes_always_restores_the_rule(habitants, acteurs, tolerance, half):
    rules = Thresholds(tolerance=tolerance, half_are_habitants=half)
    if not habitants + acteurs:
        assert missing_seats(habitants, acteurs, rules) is None
        return
    if wanted := missing_seats(habitants, acteurs, rules):
        assert wanted.count > 0
        habitants += wanted.count * (wanted.college == College.HABITANT)
        acteurs += wanted.count * (wanted.college == College.ACTEUR)
    assert all(check.is_ok for check in counting_checks(habitants, acteurs, rules))


@given(habitants=counts, acteurs=counts, tolerance=st.integers(0, 3))
def test_nobody_is_looked_for_while_the_rules_hold(habitants, acteurs, tolerance):
    rules = Thresholds(tolerance=tolerance)
    holds = all(check.is_ok for check in counting_checks(habitants, acteurs, rules))
    assert (missing_seats(habitants, acteurs, rules) is None) == (holds or not habitants + acteurs)
