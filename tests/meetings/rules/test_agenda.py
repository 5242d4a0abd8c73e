"""The lines, the seasons and the months of the agenda."""

import datetime
from datetime import date

import pytest

from meetings.models import Meeting
from meetings.rules.agenda import agenda_of, lines_of, seasons_of
from meetings.rules.month_view import Month, month_view, months_of, opening_month, recorded_months
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from publishing.dates.season import season_of
from tests.meetings.make import exact

pytestmark = pytest.mark.once

TODAY = date(2030, 3, 1)
SPRING = ImpreciseDate(Precision.RANGE, date(2018, 3, 1), date(2018, 5, 31))


def meeting(when, **fields):
    defaults = {"reference": f"{when.iso}-{id(fields)}", "title": "Séance plénière"}
    return Meeting(when=when, **defaults | fields)


def test_meetings_that_nothing_tells_apart_make_one_line():
    eight = [meeting(SPRING, kind="commission", reference=f"c-{n}") for n in range(8)]
    [line] = lines_of(eight)
    assert (line.count, line.title) == (8, "8 réunions de commission")


@pytest.mark.parametrize("fields", [{"title": "Autre"}, {"is_example": True}, {"state": "held"}, {"commission_id": 3}])
def test_one_difference_makes_another_line(fields):
    assert len(lines_of([meeting(SPRING, kind="commission"), meeting(SPRING, kind="commission", **fields)])) == 2


def test_two_meetings_on_the_same_known_day_stay_two_lines():
    assert len(lines_of([meeting(exact(2018, 5, 3), reference="a"), meeting(exact(2018, 5, 3), reference="b")])) == 2


def test_what_is_to_come_goes_first_and_the_past_is_newest_first():
    days = [exact(2018, 9, 20), exact(2019, 6, 20), exact(2030, 3, 1), exact(2030, 3, 2)]
    agenda = agenda_of([meeting(day) for day in days], TODAY)
    assert [line.first.when for line in agenda.coming] == days[2:]
    assert [line.first.when for line in agenda.past] == [days[1], days[0]]


def test_what_belongs_to_no_season_comes_last():
    vague = meeting(ImpreciseDate(Precision.YEAR, date(2018, 1, 1)))
    agenda = agenda_of([vague, meeting(exact(2018, 5, 3))], TODAY)
    assert [season.label for season in seasons_of(agenda.past)] == ["Saison 2017-2018", "Date à préciser"]


def test_a_postponed_meeting_without_a_date_is_still_to_come():
    unknown = ImpreciseDate(Precision.UNKNOWN)
    agenda = agenda_of([meeting(unknown, state="postponed"), meeting(unknown, state="held")], TODAY)
    assert [line.first.state for line in agenda.coming] == ["postponed"]
    assert [line.first.state for line in agenda.past] == ["held"]


@pytest.mark.parametrize(
    ("when", "season"),
    [
        (exact(2018, 8, 31), "2017-2018"),
        (exact(2018, 9, 1), "2018-2019"),
        (SPRING, "2017-2018"),
        (ImpreciseDate(Precision.SEASON, date(2018, 12, 1)), "2018-2019"),
        (ImpreciseDate(Precision.SEASON, date(2018, 6, 1)), "2017-2018"),
        (ImpreciseDate(Precision.YEAR, date(2018, 1, 1)), ""),
        (ImpreciseDate(Precision.UNKNOWN), ""),
    ],
)
def test_a_season_goes_from_september_to_august(when, season):
    assert season_of(when) == season


def test_a_period_is_in_each_of_its_months_and_a_year_in_none():
    assert months_of(SPRING) == [Month(2018, 3), Month(2018, 4), Month(2018, 5)]
    assert months_of(ImpreciseDate(Precision.SEASON, date(2018, 12, 1))) == [
        Month(2018, 12),
        Month(2019, 1),
        Month(2019, 2),
    ]
    assert months_of(ImpreciseDate(Precision.YEAR, date(2018, 1, 1))) == []
    assert months_of(ImpreciseDate(Precision.RANGE, date(1900, 1, 1), date(2199, 1, 1))) == []


def test_the_calendar_opens_on_the_next_meeting_or_on_the_last_month_with_something():
    past, coming = meeting(exact(2019, 6, 20)), meeting(exact(2030, 5, 2))
    assert opening_month([past, coming], TODAY) == Month(2030, 5)
    assert opening_month([past], TODAY) == Month(2019, 6)
    assert opening_month([], TODAY) is None


def test_a_period_that_runs_opens_on_this_month():
    running = meeting(ImpreciseDate(Precision.RANGE, date(2030, 1, 1), date(2030, 4, 30)))
    assert opening_month([running], TODAY) == Month(2030, 3)


def test_the_arrows_jump_to_the_nearest_months_with_something():
    view = month_view([meeting(exact(2018, 6, 28)), meeting(exact(2018, 9, 20))], Month(2018, 8))
    assert (view.previous, view.next) == (Month(2018, 6), Month(2018, 9))
    assert not view.lines


@pytest.mark.parametrize("month", [Month(2018, 5), Month(2018, 10), Month(1, 1), Month(9999, 12)])
def test_there_is_no_page_outside_the_recorded_months(month):
    assert month_view([meeting(exact(2018, 6, 28)), meeting(exact(2018, 9, 20))], month) is None


@pytest.mark.parametrize(("year", "length"), [(2023, 28), (2024, 29)])
def test_february_has_the_days_of_its_year(year, length):
    view = month_view([meeting(exact(year, 2, length))], Month(year, 2))
    numbers = [day.number for week in view.weeks for day in week if day.number]
    assert numbers == list(range(1, length + 1))
    assert all(len(week) == 7 for week in view.weeks)
    assert view.weeks[-1][datetime.date(year, 2, length).weekday()].meetings


def test_a_cell_says_its_day_in_words():
    view = month_view([meeting(exact(2019, 5, 1))], Month(2019, 5))
    assert view.weeks[0][2].name == "mercredi 1er mai"


def test_an_imprecise_date_is_under_the_table_not_in_a_cell():
    view = month_view([meeting(SPRING), meeting(exact(2018, 4, 19))], Month(2018, 4))
    assert [line.first.when for line in view.imprecise] == [SPRING]
    assert sum(len(day.meetings) for week in view.weeks for day in week) == 1


def test_a_december_opens_on_the_next_year():
    assert recorded_months([meeting(exact(2018, 12, 31)), meeting(exact(2019, 1, 1))]) == [
        Month(2018, 12),
        Month(2019, 1),
    ]
