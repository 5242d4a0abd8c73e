"""A date as well as it is known: its words, its last day, its drawing, at the edges of the calendar."""

import datetime
from datetime import date, time

import pytest
from django.utils.translation import override

from publishing.dates.date_in_language import date_label, date_tile
from publishing.dates.imprecise_date import ImpreciseDate, Precision, day_in_words, season_start, time_in_words


def when(precision, first=None, last=None, start=None, end=None):
    return ImpreciseDate(Precision(precision), first, last, start, end)


EXAMPLES = [
    (when("day", date(2018, 9, 20), start=time(19)), "jeudi 20 septembre 2018 à 19\u00a0h"),
    (
        when("day", date(2018, 9, 20), start=time(19), end=time(20, 30)),
        "jeudi 20 septembre 2018 de 19\u00a0h à 20\u00a0h\u00a030",
    ),
    (when("day", date(2019, 5, 1)), "mercredi 1er mai 2019"),
    (when("day", date(2024, 2, 29)), "jeudi 29 février 2024"),
    (when("month", date(2018, 5, 1)), "mai 2018"),
    (when("season", date(2018, 6, 1)), "été 2018"),
    (when("season", date(2018, 12, 1)), "hiver 2018-2019"),
    (when("season", date(2019, 2, 3)), "hiver 2018-2019"),
    (when("year", date(2018, 1, 1)), "année 2018"),
    (when("range", date(2018, 3, 1), date(2018, 5, 31)), "entre mars et mai 2018"),
    (when("range", date(2018, 7, 1), date(2019, 6, 30)), "entre juillet 2018 et juin 2019"),
    (when("range", date(2018, 1, 1), date(2019, 12, 31)), "entre 2018 et 2019"),
    (when("range", date(2018, 1, 1), date(2018, 12, 31)), "année 2018"),
    (when("range", date(2024, 2, 1), date(2024, 2, 29)), "février 2024"),
    (when("range", date(2023, 2, 1), date(2023, 2, 27)), "du 1er au 27 février 2023"),
    (when("range", date(2018, 5, 3), date(2018, 5, 5)), "du 3 au 5 mai 2018"),
    (when("range", date(2018, 5, 30), date(2018, 6, 2)), "du 30 mai au 2 juin 2018"),
    (when("range", date(2018, 12, 30), date(2019, 1, 2)), "du 30 décembre 2018 au 2 janvier 2019"),
    (when("range", date(2018, 5, 3), date(2018, 5, 3)), "jeudi 3 mai 2018"),
    (when("unknown"), "date à préciser"),
]


@pytest.mark.parametrize(("known", "words"), EXAMPLES, ids=[words for _, words in EXAMPLES])
def test_a_date_is_said_as_well_as_it_is_known(known, words):
    assert known.label == words


@pytest.mark.parametrize(
    ("known", "phrase"),
    [
        (when("day", date(2018, 9, 20), start=time(19)), "le jeudi 20 septembre 2018 à 19\u00a0h"),
        (when("month", date(2018, 5, 1)), "en mai 2018"),
        (when("season", date(2018, 6, 1)), "à l’été 2018"),
        (when("season", date(2018, 12, 1)), "pendant l’hiver 2018-2019"),
        (when("year", date(2018, 1, 1)), "en 2018"),
        (when("range", date(2018, 1, 1), date(2018, 12, 31)), "en 2018"),
        (when("range", date(2018, 3, 1), date(2018, 5, 31)), "entre mars et mai 2018"),
        (when("unknown"), "à une date à préciser"),
    ],
)
def test_a_date_fits_in_a_sentence(known, phrase):
    assert known.phrase == phrase


@pytest.mark.parametrize(
    ("known", "last"),
    [
        (when("day", date(2018, 9, 20)), date(2018, 9, 20)),
        (when("month", date(2024, 2, 1)), date(2024, 2, 29)),
        (when("month", date(2023, 2, 1)), date(2023, 2, 28)),
        (when("season", date(2018, 6, 15)), date(2018, 8, 31)),
        (when("season", date(2023, 12, 1)), date(2024, 2, 29)),
        (when("season", date(2024, 1, 10)), date(2024, 2, 29)),
        (when("year", date(2018, 5, 1)), date(2018, 12, 31)),
        (when("range", date(2018, 3, 1), date(2018, 5, 31)), date(2018, 5, 31)),
        (when("unknown"), None),
    ],
)
def test_the_last_day_it_may_still_happen(known, last):
    assert known.last_day == last


@pytest.mark.parametrize("precision", ["day", "month", "season", "year"])
@pytest.mark.parametrize("day", [date.min, date.max, date(9999, 1, 1), date(9999, 12, 1)])
def test_the_calendar_of_python_has_edges_and_nothing_breaks_there(precision, day):
    known = when(precision, day)
    assert known.last_day >= day
    assert known.label
    assert known.tile.main
    assert known.phrase


def test_a_period_may_end_on_the_last_day_of_the_calendar():
    assert when("range", date(9998, 1, 1), date.max).label == "entre 9998 et 9999"


@pytest.mark.parametrize(
    ("known", "iso"),
    [
        (when("day", date(2018, 9, 20)), "2018-09-20"),
        (when("day", date(218, 9, 20)), "0218-09-20"),
        (when("month", date(2018, 5, 1)), "2018-05"),
        (when("year", date(2018, 1, 1)), "2018"),
        (when("season", date(2018, 6, 1)), ""),
        (when("range", date(2018, 3, 1), date(2018, 5, 31)), ""),
        (when("unknown"), ""),
    ],
)
def test_machines_read_a_day_a_month_a_year_or_nothing(known, iso):
    assert known.iso == iso


@pytest.mark.parametrize(
    ("known", "lines"),
    [
        (when("day", date(2018, 9, 20)), ("jeudi", "20", "sept. 2018")),
        (when("month", date(2018, 5, 1)), ("en", "mai", "2018")),
        (when("season", date(2018, 6, 1)), ("saison", "été", "2018")),
        (when("year", date(2018, 1, 1)), ("en", "2018", "")),
        (when("range", date(2018, 3, 1), date(2018, 5, 31)), ("entre", "mars", "et mai 2018")),
        (when("range", date(2018, 1, 1), date(2019, 12, 31)), ("entre", "2018", "et 2019")),
        (when("range", date(2018, 5, 3), date(2018, 5, 5)), ("du", "3 mai", "au 5 mai 2018")),
        (when("unknown"), ("date", "à préciser", "")),
    ],
)
def test_the_tile_says_the_same_in_three_lines(known, lines):
    assert (known.tile.head, known.tile.main, known.tile.foot) == lines


def test_only_a_day_is_exact():
    assert when("day", date(2018, 9, 20)).is_exact
    assert not when("month", date(2018, 9, 1)).is_exact
    assert not when("day").is_exact


def test_a_time_is_said_with_its_h():
    assert time_in_words(time(9)) == "9\u00a0h"
    assert time_in_words(time(9, 5)) == "9\u00a0h\u00a005"


def test_the_first_of_a_month_is_premier():
    assert day_in_words(datetime.date(2019, 1, 1), weekday=False) == "1er janvier 2019"


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2018, 3, 1), date(2018, 3, 1)),
        (date(2018, 5, 31), date(2018, 3, 1)),
        (date(2018, 11, 30), date(2018, 9, 1)),
        (date(2018, 12, 31), date(2018, 12, 1)),
        (date(2019, 2, 28), date(2018, 12, 1)),
    ],
)
def test_a_winter_belongs_to_the_december_that_opens_it(day, first):
    assert season_start(day) == first


ABROAD = [
    (when("day", date(2018, 9, 20), start=time(19), end=time(20, 30)), "Thursday 20 September 2018, 19:00–20:30"),
    (when("month", date(2018, 5, 1)), "May 2018"),
    (when("season", date(2018, 12, 1)), "winter 2018-2019"),
    (when("year", date(2018, 1, 1)), "2018"),
    (when("range", date(2018, 1, 1), date(2019, 12, 31)), "2018 – 2019"),
    (when("range", date(2018, 7, 1), date(2019, 6, 30)), "July 2018 – June 2019"),
    (when("range", date(2018, 7, 3), date(2018, 7, 5)), "3 July 2018 – 5 July 2018"),
    (when("unknown"), "date to be confirmed"),
]


@pytest.mark.once
@pytest.mark.parametrize(("known", "words"), ABROAD)
def test_a_date_is_told_in_the_language_of_the_page(known, words):
    assert (date_label(known), date_tile(known)) == (known.label, known.tile)
    with override("en"):
        assert date_label(known) == words
        assert date_tile(known).main
