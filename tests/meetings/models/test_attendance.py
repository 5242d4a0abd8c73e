"""Who was there: counted by college for everybody, by name for nobody."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from meetings.models import Attendance, Meeting
from meetings.retention import erase_expired
from meetings.rules.attendance_count import AttendanceCount, count_by_college
from tests.meetings.make import make_attendance, make_meeting, make_member

Status = Attendance.Status


def test_each_college_is_counted_and_the_unknown_apart():
    assert count_by_college(["habitant", "acteur", "habitant", ""]) == AttendanceCount(2, 1, 1)


def test_both_colleges_are_always_said():
    assert AttendanceCount(1, 0, 0).lines == ["1 habitant", "0 acteur du quartier"]
    assert AttendanceCount(2, 3, 1).lines[2] == "1 membre, collège à compléter"


@pytest.fixture
def meeting(db):
    return make_meeting(starts_on=datetime.date(2021, 3, 18), state=Meeting.State.HELD)


def test_only_those_present_are_counted(meeting):
    for status in Status:
        make_attendance(meeting, status, college="habitant")
    make_attendance(meeting, college="acteur")
    assert meeting.attendances.counts() == AttendanceCount(habitants=1, acteurs=1)


def test_the_college_is_that_of_the_mandate_on_that_day(meeting):
    assert make_attendance(meeting, college="acteur").college == "acteur"
    assert make_attendance(meeting, college="acteur", since=datetime.date(2022, 1, 1)).college == ""


def test_a_person_is_noted_once_a_meeting(meeting):
    member = make_member()
    make_attendance(meeting, member=member)
    with pytest.raises(IntegrityError):
        make_attendance(meeting, member=member)


def test_an_invented_member_was_not_at_a_real_meeting(meeting):
    with pytest.raises(ValidationError):
        Attendance(meeting=meeting, member=make_member(is_example=True)).full_clean()


def test_an_erased_person_still_counts(meeting):
    attendance = make_attendance(meeting, college="habitant")
    attendance.member.erase()
    assert meeting.attendances.counts() == AttendanceCount(habitants=1)


def test_an_attendance_names_nobody_in_the_log(meeting):
    assert "Nomsecret" not in str(make_attendance(meeting))


def test_the_public_page_says_how_many_and_never_who(client, meeting, identity):
    make_attendance(meeting, college="habitant")
    make_attendance(meeting, Status.ABSENT, college="acteur")
    html = client.get(meeting.get_absolute_url()).content.decode()
    assert "1 habitant" in html
    assert "Nomsecret" not in html
    assert "absent" not in html


def test_names_go_after_three_years_and_counts_stay(meeting):
    make_attendance(meeting, college="habitant")
    day = datetime.date(2024, 3, 19)
    assert erase_expired(day, dry_run=True)[0].count == 1
    assert erase_expired(day - datetime.timedelta(days=1))[0].count == 0
    assert erase_expired(day)[0].count == 1
    assert meeting.attendances.get().member is None
    assert meeting.attendances.counts().habitants == 1
