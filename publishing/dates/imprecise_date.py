"""A date as well as it is known, written the way a French person says it."""

import calendar
import datetime
from dataclasses import asdict, dataclass
from enum import StrEnum

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
SHORT_MONTHS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
SEASONS = {3: "printemps", 6: "été", 9: "automne", 12: "hiver"}


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Tile:
    """The three lines of the little drawing of a calendar sheet."""

    head: str
    main: str
    foot: str = ""


@dataclass(frozen=True)
class ImpreciseDate:
    """`starts_on` is the first day of the period; `ends_on` its last day, for a range only."""

    precision: str
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    start_time: datetime.time | None = None
    end_time: datetime.time | None = None

    @property
    def is_exact(self) -> bool:
        return self.precision == Precision.DAY and self.starts_on is not None

    @property
    def has_known_days(self) -> bool:
        """A day, or a period from one day to another; «entre mars et mai» is neither."""
        is_range = self.precision == Precision.RANGE and not self.is_unknown
        return self.is_exact or (is_range and not _is_whole_months(self.starts_on, self.last_day))

    @property
    def is_unknown(self) -> bool:
        return self.precision == Precision.UNKNOWN or self.starts_on is None

    @property
    def fields(self) -> dict:
        """By the names that a dated record gives them."""
        return asdict(self)

    @property
    def last_day(self) -> datetime.date | None:
        """The last day it may still happen; `None` when nothing is known."""
        if self.is_unknown:
            return None
        day = self.starts_on
        if self.precision == Precision.RANGE:
            return self.ends_on or day
        if self.precision == Precision.YEAR:
            return datetime.date(day.year, 12, 31)
        if self.precision == Precision.SEASON:
            return _last_of_month(*_months_later(season_start(day), 2))
        return _last_of_month(day.year, day.month) if self.precision == Precision.MONTH else day

    @property
    def label(self) -> str:
        day = self.starts_on
        if self.is_unknown:
            return "date à préciser"
        if self.precision == Precision.MONTH:
            return f"{MONTHS[day.month - 1]} {day.year}"
        if self.precision == Precision.SEASON:
            return f"{_season(day)} {_season_years(day)}"
        if self.precision == Precision.YEAR:
            return f"année {day.year}"
        if self.precision == Precision.RANGE:
            return _range_label(day, self.ends_on or day)
        return day_in_words(day) + self._times()

    @property
    def phrase(self) -> str:
        """The label after «prévue»: «le jeudi 20 septembre 2018», «en mai 2018», «entre mars et mai 2018»."""
        if self.is_unknown:
            return "à une date à préciser"
        if self.precision == Precision.SEASON:
            words = {"printemps": "au printemps", "hiver": "pendant l’hiver"}
            season = _season(self.starts_on)
            return f"{words.get(season, f'à l’{season}')} {_season_years(self.starts_on)}"
        label = self.label.removeprefix("année ")
        if label.startswith(("du ", "entre ")):
            return label
        return f"le {label}" if label.startswith(tuple(WEEKDAYS)) else f"en {label}"

    @property
    def iso(self) -> str:
        """The value of a `<time datetime>`: a day, a month, a year, or nothing."""
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}.get(self.precision, 0)
        return self.starts_on.isoformat()[:length] if self.starts_on else ""

    @property
    def tile(self) -> Tile:
        day = self.starts_on
        if self.is_unknown:
            return Tile("date", "à préciser")
        if self.precision == Precision.MONTH:
            return Tile("en", MONTHS[day.month - 1], str(day.year))
        if self.precision == Precision.SEASON:
            return Tile("saison", _season(day), _season_years(day))
        if self.precision == Precision.YEAR:
            return Tile("en", str(day.year))
        if self.precision == Precision.RANGE:
            return _range_tile(day, self.ends_on or day)
        return Tile(WEEKDAYS[day.weekday()], str(day.day), f"{SHORT_MONTHS[day.month - 1]} {day.year}")

    def _times(self) -> str:
        if self.start_time is None:
            return ""
        if self.end_time is None:
            return f" à {time_in_words(self.start_time)}"
        return f" de {time_in_words(self.start_time)} à {time_in_words(self.end_time)}"


def day_in_words(day: datetime.date, weekday: bool = True) -> str:
    words = f"{day_number(day)} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {words}" if weekday else words


def time_in_words(time: datetime.time) -> str:
    return f"{time.hour}\u00a0h\u00a0{time.minute:02d}" if time.minute else f"{time.hour}\u00a0h"


def season_start(day: datetime.date) -> datetime.date:
    """The first day of the season of `day`, by whole months; a winter belongs to the December that opens it."""
    if day.month >= 3:
        return datetime.date(day.year, day.month // 3 * 3, 1)
    return datetime.date(max(day.year - 1, 1), 12, 1)


def day_number(day: datetime.date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def _months_later(day: datetime.date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _last_of_month(year: int, month: int) -> datetime.date:
    """The calendar of Python stops with the year 9999."""
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _season(day: datetime.date) -> str:
    return SEASONS[season_start(day).month]


def _season_years(day: datetime.date) -> str:
    """«2018», or «2018-2019» for a winter."""
    first = season_start(day)
    return f"{first.year}-{first.year + 1}" if first.month == 12 else str(first.year)


def _is_whole_months(first: datetime.date, last: datetime.date) -> bool:
    return first.day == 1 and last == _last_of_month(last.year, last.month)


def _range_label(first: datetime.date, last: datetime.date) -> str:
    if not _is_whole_months(first, last):
        return _days_label(first, last)
    if first.month == 1 and last.month == 12:
        return f"entre {first.year} et {last.year}" if first.year != last.year else f"année {first.year}"
    end = f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    start = MONTHS[first.month - 1] if first.year == last.year else f"{MONTHS[first.month - 1]} {first.year}"
    return f"entre {start} et {end}"


def _days_label(first: datetime.date, last: datetime.date) -> str:
    """«du 3 au 5 mai 2018»: what both days share is said once."""
    end = day_in_words(last, weekday=False)
    if first == last:
        return day_in_words(first)
    if first.year != last.year:
        return f"du {day_in_words(first, weekday=False)} au {end}"
    start = day_number(first) if first.month == last.month else f"{day_number(first)} {MONTHS[first.month - 1]}"
    return f"du {start} au {end}"


def _range_tile(first: datetime.date, last: datetime.date) -> Tile:
    if not _is_whole_months(first, last):
        start, end = (f"{day_number(day)} {SHORT_MONTHS[day.month - 1]}" for day in (first, last))
        return Tile("du", start, f"au {end} {last.year}")
    if first.month == 1 and last.month == 12:
        return (
            Tile("en", str(first.year))
            if first.year == last.year
            else Tile("entre", str(first.year), f"et {last.year}")
        )
    if (first.year, first.month) == (last.year, last.month):
        return Tile("en", MONTHS[first.month - 1], str(first.year))
    return Tile("entre", MONTHS[first.month - 1], f"et {MONTHS[last.month - 1]} {last.year}")
