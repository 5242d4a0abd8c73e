"""The quorum, college by college."""

import datetime

import pytest

from meetings.models import Attendance, QuorumRule
from meetings.rules.quorum import AttendanceLine, QuorumShares, people_needed, quorum_of
from tests.meetings.make import make_attendance, make_meeting

HALF = QuorumShares(habitants_percent=50, acteurs_percent=50, total_percent=50)
HERE = {"is_present": True}


def seats(college, present, absent, **fields):
    return [AttendanceLine(college, is_present=True)] * present + [AttendanceLine(college, **fields)] * absent


@pytest.mark.parametrize(
    ("percent", "number", "needed"),
    [(50, 9, 5), (50, 10, 5), (0, 9, 0), (100, 9, 9), (33, 3, 1), (1, 1, 1), (50, 0, 0)],
)
def test_a_share_is_rounded_up_to_whole_people(percent, number, needed):
    assert people_needed(percent, number) == needed


@pytest.mark.parametrize(
    ("habitants", "acteurs", "reached"), [(6, 5, True), (5, 5, False), (6, 4, False), (12, 4, False)]
)
def test_each_college_must_be_there(habitants, acteurs, reached):
    sheet = [*seats("habitant", habitants, 12 - habitants), *seats("acteur", acteurs, 9 - acteurs)]
    assert quorum_of(sheet, HALF).is_reached is reached


def test_a_proxy_counts_only_if_the_rule_says_so():
    sheet = seats("habitant", 1, 1, gave_proxy=True)
    assert not quorum_of(sheet, QuorumShares(habitants_percent=100)).is_reached
    assert quorum_of(sheet, QuorumShares(habitants_percent=100, counts_proxies=True)).is_reached


def test_an_alternate_fills_an_empty_chair_and_is_no_seat():
    sheet = [AttendanceLine("acteur"), AttendanceLine("acteur", is_present=True, is_alternate=True)]
    [_, acteurs, _] = quorum_of(sheet, QuorumShares(acteurs_percent=100)).shares
    assert (acteurs.seats, acteurs.filled, acteurs.is_reached) == (1, 1, True)
    crowd = [AttendanceLine("acteur", **HERE), AttendanceLine("acteur", is_alternate=True, **HERE)]
    assert quorum_of(crowd, HALF).shares[1].filled == 1


def test_without_a_rule_or_a_sheet_nothing_is_said():
    assert quorum_of(seats("habitant", 1, 0), None) is None
    assert quorum_of([], HALF) is None


def test_somebody_of_an_unknown_college_counts_in_the_whole_council():
    assert quorum_of([AttendanceLine("", is_present=True)], HALF).shares[-1].seats == 1


@pytest.mark.django_db
def test_the_rule_of_that_day_judges_and_an_invented_one_judges_no_real_meeting():
    day = datetime.date
    QuorumRule.objects.create(starts_on=day(2020, 1, 1), habitants_percent=10, origin="x")
    QuorumRule.objects.create(starts_on=day(2025, 1, 1), habitants_percent=50, origin="x")
    QuorumRule.objects.create(starts_on=day(2026, 1, 1), habitants_percent=90, origin="x", is_example=True)
    rules = QuorumRule.objects
    assert [rules.holding(day(year, 6, 1)).habitants_percent for year in (2024, 2025, 2027)] == [10, 50, 50]
    assert rules.holding(day(2019, 12, 31)) is None
    assert rules.holding(None) is None


@pytest.mark.django_db
def test_the_page_says_whether_there_were_enough_people_and_names_nobody(client):
    QuorumRule.objects.create(starts_on=datetime.date(2020, 1, 1), total_percent=50, origin="x")
    meeting = make_meeting(reference="une", state="held", starts_on=datetime.date(2026, 3, 21))
    make_attendance(meeting, college="habitant")
    make_attendance(meeting, college="acteur", status=Attendance.Status.EXCUSED)
    html = client.get("/agenda/une/").content.decode()
    assert "Assez de personnes étaient là pour décider" in html
    assert "Nomsecret" not in html
    assert "excus" not in html
