"""One month of the agenda as a grid of weeks, and the months that have something."""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.rules.agenda import AgendaLine, lines_of
from publishing.dates.imprecise_date import MONTHS, WEEKDAYS, ImpreciseDate

LONGEST_PERIOD = 12


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @property
    def label(self) -> str:
        return f"{MONTHS[self.number - 1]} {self.year}"

    @property
    def two_digits(self) -> str:
        return f"{self.number:02d}"

    @property
    def four_digits(self) -> str:
        return f"{self.year:04d}"


@dataclass(frozen=True)
class Day:
    """A cell of the grid; `number` is 0 outside the month."""

    number: int
    name: str
    meetings: tuple

    @property
    def marks(self) -> str:
        """What the drawing of the cell shows, beside its words."""
        marks = {
            "invented": any(m.is_example for m in self.meetings),
            "off": all(m.is_cancelled for m in self.meetings),
        }
        return " ".join(mark for mark, is_on in marks.items() if is_on and self.meetings)


@dataclass(frozen=True)
class MonthView:
    month: Month
    weeks: list[list[Day]]
    lines: list[AgendaLine]
    imprecise: list[AgendaLine]
    previous: Month | None
    next: Month | None
    weekdays: tuple[str, ...] = tuple(WEEKDAYS)


def month_of(day: datetime.date) -> Month:
    return Month(day.year, day.month)


def months_of(when: ImpreciseDate) -> list[Month]:
    """The months a date belongs to; none when it is too vague for a page of a calendar."""
    if when.last_day is None:
        return []
    first = when.starts_on.year * 12 + when.starts_on.month - 1
    last = when.last_day.year * 12 + when.last_day.month - 1
    return (
        [Month(index // 12, index % 12 + 1) for index in range(first, last + 1)]
        if last - first + 1 < LONGEST_PERIOD
        else []
    )


def recorded_months(meetings: Iterable) -> list[Month]:
    """Those with something, in order."""
    return sorted({month for meeting in meetings for month in months_of(meeting.when)})


def opening_month(meetings: Iterable, today: datetime.date) -> Month | None:
    """The month of the next meeting, or the last one with something when nothing is to come."""
    meetings = list(meetings)
    coming = recorded_months(m for m in meetings if not m.is_over_on(today) and not m.is_cancelled)
    this_month = month_of(today)
    following = [month for month in coming if month >= this_month]
    months = recorded_months(meetings)
    return following[0] if following else months[-1] if months else None


def month_view(meetings: Iterable, month: Month) -> MonthView | None:
    """None outside the months between the first and the last with something. `meetings` come in order."""
    meetings = list(meetings)
    months = recorded_months(meetings)
    if not months or not months[0] <= month <= months[-1]:
        return None
    shown = [meeting for meeting in meetings if month in months_of(meeting.when)]
    exact = [meeting for meeting in shown if meeting.when.is_exact]
    return MonthView(
        month=month,
        weeks=_weeks(month, exact),
        lines=lines_of(exact),
        imprecise=lines_of(meeting for meeting in shown if not meeting.when.is_exact),
        previous=max((other for other in months if other < month), default=None),
        next=min((other for other in months if other > month), default=None),
    )


def _weeks(month: Month, meetings: list) -> list[list[Day]]:
    by_day: dict[int, list] = {}
    for meeting in meetings:
        by_day.setdefault(meeting.starts_on.day, []).append(meeting)
    weeks = calendar.Calendar().monthdays2calendar(month.year, month.number)
    return [[_day(month, number, weekday, by_day) for number, weekday in week] for week in weeks]


def _day(month: Month, number: int, weekday: int, by_day: dict[int, list]) -> Day:
    name = f"{WEEKDAYS[weekday]} {'1er' if number == 1 else number} {MONTHS[month.number - 1]}"
    return Day(number, name, tuple(by_day.get(number, ())))
