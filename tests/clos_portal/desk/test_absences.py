import datetime

import pytest
from django.urls import reverse

from clos_portal.desk.absences import in_a_row
from meetings.models import Attendance
from members.models import CompositionRules
from tests.meetings.make import make_attendance, make_meeting, make_member

ABSENT, PRESENT, EXCUSED = Attendance.Status.ABSENT, Attendance.Status.PRESENT, Attendance.Status.EXCUSED
PAGE = "admin:members_composition"


@pytest.mark.parametrize(
    ("statuses", "count"),
    [([ABSENT, ABSENT, PRESENT, ABSENT], 2), ([EXCUSED, ABSENT], 0), ([PRESENT], 0), ([ABSENT], 1)],
)
def test_a_presence_or_an_excuse_ends_the_row(statuses, count):
    assert in_a_row((1, status) for status in statuses).get(1, 0) == count


@pytest.mark.django_db
@pytest.mark.parametrize(("missed", "is_said"), [(2, False), (3, True)])
def test_repeated_absences_are_said_to_the_presidency_once_it_asked(technician_client, missed, is_said):
    CompositionRules.objects.create(pk=1, absences=3)
    member = make_member(college="habitant")
    for day in range(1, missed + 1):
        make_attendance(make_meeting(starts_on=datetime.date(2024, 1, day)), ABSENT, member=member)
    html = technician_client.get(reverse(PAGE)).content.decode()
    assert ("absences de suite sans excuse" in html) == is_said
