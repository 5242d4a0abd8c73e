import datetime

import pytest

from members.models import EndReason, Mandate, SeatKind
from members.rules.composition import Composition
from publishing.publishable import Publication
from tests.members.make import LONG_AGO, make_council, make_mandate, make_member

TODAY = datetime.date(2026, 5, 4)
pytestmark = pytest.mark.django_db


def composition(day=TODAY):
    return Mandate.objects.composition(day)


def test_nobody_known_is_not_zero_habitant():
    assert not Composition().is_known
    assert Composition().sentence == Composition().verdict == ""
    assert Composition(unknown=1).checks == []


def test_the_council_is_counted_by_college():
    make_council(habitants=3, acteurs=2, unknown=1)
    found = composition()
    assert (found.habitants, found.acteurs, found.unknown) == (3, 2, 1)


def test_the_sentence_of_a_council_in_parity():
    found = Composition(12, 11)
    assert f"{found.sentence} {found.verdict}" == (
        "Le Conseil compte 12 habitants et 11 acteurs du quartier. La parité est respectée."
    )


def test_the_sentence_of_a_council_that_lacks_acteurs():
    found = Composition(12, 9)
    assert f"{found.sentence} {found.verdict}" == (
        "Le Conseil compte 12 habitants et 9 acteurs du quartier. Il manque 3 acteurs du quartier."
    )


def test_an_empty_college_is_not_written_as_zero():
    found = Composition(5, 0)
    assert "0" not in found.sentence + "".join(check.sentence for check in found.checks)


def test_both_checks_are_shown_together_when_they_disagree():
    assert [check.code for check in Composition(10, 11).checks] == ["C2", "C3"]
    assert Composition(10, 11).missing.people == "1 habitant"


def test_a_mandate_counts_on_its_last_day_and_not_the_day_after():
    make_mandate(starts_on=LONG_AGO, ends_on=TODAY, end_reason=EndReason.MOVED)
    assert composition().habitants == 1
    assert composition(TODAY + datetime.timedelta(days=1)).habitants == 0


def test_a_mandate_counts_from_its_first_day():
    make_mandate(starts_on=TODAY)
    assert composition().habitants == 1
    assert composition(TODAY - datetime.timedelta(days=1)).habitants == 0


def test_a_past_day_has_its_own_composition():
    make_mandate(starts_on=LONG_AGO, ends_on=datetime.date(2021, 1, 1))
    make_mandate(starts_on=datetime.date(2022, 1, 1))
    assert composition(LONG_AGO).habitants == composition().habitants == 1
    assert composition(datetime.date(2021, 6, 1)).habitants == 0


def test_a_start_that_is_not_known_counts_as_past():
    make_mandate(starts_on=None)
    assert composition().habitants == 1


def test_alternates_do_not_count():
    make_mandate(seat_kind=SeatKind.ALTERNATE, rank=1)
    assert composition().habitants == 0


def test_a_draft_member_changes_no_public_figure():
    make_mandate(make_member(publication=Publication.DRAFT))
    assert composition().habitants == 0


def test_a_figure_that_counts_an_example_says_so():
    make_mandate()
    assert not composition().has_examples
    make_mandate(is_example=True)
    assert composition().has_examples


def test_the_count_costs_one_query(django_assert_num_queries):
    make_council(habitants=12, acteurs=9)
    with django_assert_num_queries(1):
        composition()
