"""C15, «what if»: every check before a departure or an arrival, and after. It informs; it never forbids."""

import datetime
from dataclasses import dataclass, replace

from members.rules.check import Check, Level
from members.rules.council_checks import ONE_DAY, CheckedCouncil


@dataclass(frozen=True)
class CheckChange:
    before: Check | None
    after: Check | None

    @property
    def code(self) -> str:
        return (self.after or self.before).code

    @property
    def has_changed(self) -> bool:
        return self.before != self.after

    @property
    def word(self) -> str:
        """«mieux», «moins bien», «change», or nothing."""
        gap = _weight(self.after) - _weight(self.before)
        return "mieux" if gap < 0 else "moins bien" if gap > 0 else "change" if self.has_changed else ""


def changes_of(before: list[Check], after: list[Check]) -> list[CheckChange]:
    """Every check of either list: those that change first, then in the order of the codes."""
    former, later = ({check.code: check for check in checks} for checks in (before, after))
    codes = sorted({*former, *later}, key=lambda code: int(code[1:]))
    return sorted(
        (CheckChange(former.get(code), later.get(code)) for code in codes), key=lambda change: not change.has_changed
    )


def what_if(
    before: CheckedCouncil, after: CheckedCouncil, today: datetime.date
) -> tuple[datetime.date, list[CheckChange]]:
    """The first day on which the two councils differ, from today on, and what changes then."""
    day = next((day for day in _days(before, after, today) if _sits(before, day) != _sits(after, day)), today)
    return day, changes_of(before.on(day).checks(), after.on(day).checks())


def _days(before: CheckedCouncil, after: CheckedCouncil, today: datetime.date) -> list[datetime.date]:
    days = {today}
    for seat in set(before.seats) ^ set(after.seats):
        days |= {seat.starts_on or today, seat.ends_on + ONE_DAY if seat.ends_on else today}
    return sorted(day for day in days if day >= today)


def _sits(council: CheckedCouncil, day: datetime.date) -> set:
    """The dates themselves change nothing on a day."""
    return {replace(seat, starts_on=None, ends_on=None) for seat in council.seats if seat.runs_on(day)}


def _weight(check: Check | None) -> int:
    return check.level.weight if check else Level.OK.weight
