"""The six years of the agreement; no database here."""

import datetime

import pytest

from proposals.register.timeline import WIDTH, Moment, place, timeline
from publishing.dates.imprecise_date import ImpreciseDate, Precision

pytestmark = pytest.mark.once


def moment(year, proposal="Un banc", kind="decision"):
    when = ImpreciseDate(Precision.DAY, datetime.date(year, 6, 1)) if year else ImpreciseDate(Precision.UNKNOWN)
    return Moment(proposal, kind, "Décision", when, "/")


def test_only_the_six_years_are_drawn():
    drawn = timeline([moment(year) for year in (2017, 2018, 2023, 2024)], 2018)
    assert [m.when.starts_on.year for m in drawn.moments] == [2018, 2023]
    assert (drawn.earlier, drawn.later) == (1, 1)
    assert [year for year, _ in drawn.years] == [2018, 2019, 2020, 2021, 2022, 2023]


def test_what_has_no_date_is_counted_apart():
    drawn = timeline([moment(None), moment(2019)], 2018)
    assert (drawn.undated, len(drawn.moments)) == (1, 1)


def test_the_drawing_and_the_table_say_the_same_dates():
    drawn = timeline([moment(2019), moment(2020, "Un arbre"), moment(2021)], 2018)
    assert sum(len(lane.dots) for lane in drawn.lanes) == len(drawn.moments) == 3
    assert [lane.label for lane in drawn.lanes] == ["Un banc", "Un arbre"]


@pytest.mark.parametrize("day", [datetime.date(2018, 1, 1), datetime.date(2020, 2, 29), datetime.date(2023, 12, 31)])
def test_every_day_keeps_within_the_frame(day):
    assert 6 <= place(day, 2018) <= WIDTH - 6


def test_a_long_title_is_cut():
    assert timeline([moment(2019, "mot " * 50)], 2018).lanes[0].label.endswith("…")
