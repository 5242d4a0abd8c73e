"""All the plenaries of a season from one sentence: «le 3e jeudi à 19 h, de septembre à juin»."""

import calendar
import datetime
from dataclasses import dataclass

from dateutil.easter import easter

from publishing.dates.imprecise_date import WEEKDAYS, day_in_words

LAST = -1
RANKS = [(1, "le 1er"), (2, "le 2e"), (3, "le 3e"), (4, "le 4e"), (LAST, "le dernier")]
LONGEST = 24


@dataclass(frozen=True)
class Proposed:
    """One day of the plan; `obstacle` says in a word why to skip it, empty when nothing stands in the way."""

    day: datetime.date
    obstacle: str = ""

    @property
    def label(self) -> str:
        return day_in_words(self.day)


def nth_weekday(year: int, month: int, weekday: int, rank: int) -> datetime.date:
    """Every month has four of each weekday; `LAST` is the fourth or the fifth."""
    days = [week[weekday] for week in calendar.Calendar().monthdatescalendar(year, month)]
    own = [day for day in days if day.month == month]
    return own[LAST if rank == LAST else rank - 1]


def season_days(first: datetime.date, last: datetime.date, weekday: int, rank: int) -> list[datetime.date]:
    """One day a month, from the month of `first` to the month of `last`, both whole."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    months = range(start, min(end, start + LONGEST - 1) + 1)
    return [nth_weekday(index // 12, index % 12 + 1, weekday, rank) for index in months]


def proposed(days: list[datetime.date], taken: set[datetime.date], today: datetime.date) -> list[Proposed]:
    return [Proposed(day, _obstacle(day, taken, today)) for day in days]


def _obstacle(day: datetime.date, taken: set[datetime.date], today: datetime.date) -> str:
    if day in taken:
        return "il y a déjà une séance ce jour-là"
    if day < today:
        return "jour passé"
    return holidays(day.year).get(day, "")


def holidays(year: int) -> dict[datetime.date, str]:
    """The public holidays of France; the school ones change each year, and are skipped by hand."""
    moving = {1: "lundi de Pâques", 39: "Ascension", 50: "lundi de Pentecôte"}
    fixed = {
        (1, 1): "jour de l’An",
        (5, 1): "fête du Travail",
        (5, 8): "8 mai",
        (7, 14): "fête nationale",
        (8, 15): "Assomption",
        (11, 1): "Toussaint",
        (11, 11): "11 novembre",
        (12, 25): "Noël",
    }
    days = {datetime.date(year, month, day): name for (month, day), name in fixed.items()}
    return days | {easter(year) + datetime.timedelta(days=after): name for after, name in moving.items()}


WEEKDAY_CHOICES = list(enumerate(WEEKDAYS))
