"""All the plenaries of a season in one act."""

import datetime

import pytest
import time_machine

from meetings.models import Meeting
from meetings.rules.season_plan import LAST, holidays, nth_weekday, proposed, season_days
from tests.meetings.make import make_meeting

DAY = datetime.date
PAGE = "/admin/meetings/meeting/saison/"
RULE = {"first": "2030-09", "last": "2031-06", "rank": 3, "weekday": 3, "start_time": "19:00"}


@pytest.mark.parametrize(
    ("year", "month", "weekday", "rank", "day"),
    [
        (2018, 9, 3, 3, 20),
        (2028, 2, 1, LAST, 29),
        (2029, 2, 2, LAST, 28),
        (2030, 12, 1, LAST, 31),
        (2031, 1, 2, 1, 1),
        (2030, 3, 6, LAST, 31),
        (2030, 10, 6, LAST, 27),
    ],
)
def test_the_nth_weekday_of_a_month(year, month, weekday, rank, day):
    assert nth_weekday(year, month, weekday, rank) == DAY(year, month, day)


def test_a_season_crosses_the_year():
    days = season_days(DAY(2030, 9, 1), DAY(2031, 6, 1), 3, 3)
    assert (len(days), days[0], days[3], days[4], days[-1]) == (
        10,
        DAY(2030, 9, 19),
        DAY(2030, 12, 19),
        DAY(2031, 1, 16),
        DAY(2031, 6, 19),
    )
    assert {day.weekday() for day in days} == {3}


@pytest.mark.parametrize(("year", "day"), [(2024, (4, 1)), (2025, (4, 21)), (2026, (4, 6)), (2038, (4, 26))])
def test_easter_monday(year, day):
    assert holidays(year)[DAY(year, *day)] == "lundi de Pâques"


def test_the_eleven_holidays_of_a_year():
    days = holidays(2026)
    assert len(days) == 11
    assert days[DAY(2026, 5, 14)] == "Ascension"
    assert days[DAY(2026, 5, 25)] == "lundi de Pentecôte"


def test_what_stands_in_the_way_is_said():
    days = [DAY(2030, 1, 17), DAY(2030, 5, 30), DAY(2030, 6, 20), DAY(2030, 7, 18)]
    plan = proposed(days, {DAY(2030, 6, 20)}, DAY(2030, 2, 1))
    assert [line.obstacle for line in plan] == [
        "jour passé",
        "Ascension",
        "il y a déjà une séance ce jour-là",
        "",
    ]


@pytest.fixture
def in_march_2030(db):
    with time_machine.travel("2030-03-01T12:00:00+01:00", tick=False):
        yield


def test_the_days_are_shown_before_anything_is_made(in_march_2030, technician_client):
    make_meeting(starts_on=DAY(2030, 10, 17))
    html = technician_client.post(PAGE, RULE).content.decode()
    assert html.count('name="days"') == 10
    assert html.count(" checked") == 9
    assert "il y a déjà une séance" in html
    assert Meeting.objects.count() == 1


def test_the_ticked_days_become_meetings_at_19_h_summer_and_winter(in_march_2030, technician_client, client):
    days = ["2030-09-19", "2031-01-16", "2031-02-01"]
    technician_client.post(PAGE, RULE | {"days": days, "create": "1"})
    meetings = list(Meeting.objects.in_order())
    assert [m.when.label for m in meetings] == [
        "jeudi 19 septembre 2030 à 19\u00a0h",
        "jeudi 16 janvier 2031 à 19\u00a0h",
    ]
    feed = client.get("/agenda/plenieres.ics").content.decode()
    assert "DTSTART:20300919T170000Z" in feed
    assert "DTSTART:20310116T180000Z" in feed


@pytest.mark.parametrize(
    "wrong", [{"last": "2030-08"}, {"last": "2033-01"}, {"first": ""}, {"end_time": "20:00", "start_time": ""}]
)
def test_a_wrong_season_makes_nothing(in_march_2030, technician_client, wrong):
    response = technician_client.post(PAGE, RULE | wrong | {"days": ["2030-09-19"], "create": "1"})
    assert response.status_code == 422
    assert not Meeting.objects.exists()
