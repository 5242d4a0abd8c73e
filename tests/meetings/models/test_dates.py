"""Past and to come, for the database as for the date itself."""

import datetime

import pytest

from meetings.models import Meeting
from publishing.dates.imprecise_date import Precision
from tests.meetings.make import EVENING, make_meeting

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 2, 29)
DATES = [
    ("day", datetime.date(2024, 2, 28), None),
    ("day", TODAY, None),
    ("day", datetime.date(2024, 3, 1), None),
    ("month", datetime.date(2024, 1, 1), None),
    ("month", datetime.date(2024, 2, 1), None),
    ("season", datetime.date(2023, 9, 1), None),
    ("season", datetime.date(2023, 12, 1), None),
    ("year", datetime.date(2023, 1, 1), None),
    ("year", datetime.date(2024, 1, 1), None),
    ("range", datetime.date(2024, 1, 3), datetime.date(2024, 2, 28)),
    ("range", datetime.date(2024, 1, 3), TODAY),
]


@pytest.mark.parametrize(("precision", "first", "last"), DATES)
def test_the_database_and_the_date_agree_on_what_is_to_come(precision, first, last):
    meeting = make_meeting(precision=precision, starts_on=first, ends_on=last)
    is_coming = meeting.when.last_day >= TODAY
    assert Meeting.objects.upcoming(TODAY).exists() == is_coming
    assert Meeting.objects.past(TODAY).exists() != is_coming


def test_what_has_no_date_is_not_to_come():
    make_meeting(precision=Precision.UNKNOWN, starts_on=None)
    assert not Meeting.objects.upcoming(TODAY).exists()
    assert Meeting.objects.past(TODAY).exists()


def test_what_has_no_date_comes_last_in_both_orders():
    unknown = make_meeting(precision=Precision.UNKNOWN, starts_on=None)
    known = [make_meeting(starts_on=datetime.date(2020, 1, day)) for day in (1, 2)]
    assert list(Meeting.objects.in_order()) == [*known, unknown]
    assert list(Meeting.objects.newest_first()) == [*reversed(known), unknown]


def test_the_same_day_follows_its_times():
    evening = make_meeting(start_time=EVENING)
    morning = make_meeting(start_time=datetime.time(9))
    assert list(Meeting.objects.in_order()) == [morning, evening]
