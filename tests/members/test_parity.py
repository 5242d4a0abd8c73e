import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.college import College
from members.composition import Composition
from members.parity import Level, half_are_habitants, parity, two_colleges

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
    assert parity(12, 9, tolerance=3).is_ok
    assert not parity(11, 10, tolerance=0).is_ok


@given(habitants=counts, acteurs=counts)
def test_who_is_looked_for_restores_both_rules(habitants, acteurs):
    composition = Composition(habitants, acteurs)
    for _ in range(3):
        if not (wanted := composition.missing):
            break
        added = {"habitants": wanted.count} if wanted.college == College.HABITANT else {"acteurs": wanted.count}
        composition = Composition(
            composition.habitants + added.get("habitants", 0), composition.acteurs + added.get("acteurs", 0)
        )
    assert all(check.is_ok for check in composition.checks)
