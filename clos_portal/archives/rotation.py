"""Which nightly archives are kept: the last one of each day, week and month, for so many of each."""

import datetime
import re
from collections.abc import Callable, Iterable

from django.conf import settings

KEPT_DAILY, KEPT_WEEKLY, KEPT_MONTHLY = 7, 5, 12
NAME = re.compile(r"(?P<council>[a-z0-9-]+)-(?P<moment>\d{8}-\d{6})\.tar\.gz(\.age)?")


def names_to_remove(
    names: Iterable[str], daily: int = KEPT_DAILY, weekly: int = KEPT_WEEKLY, monthly: int = KEPT_MONTHLY
) -> list[str]:
    """Among archives of ours only; never the newest."""
    ours = sorted(((_moment(name), name) for name in names if _moment(name)), reverse=True)
    kept = {name for _, name in ours[:1]}
    kept |= _last_of(ours, daily, lambda moment: moment.date())
    kept |= _last_of(ours, weekly, lambda moment: moment.isocalendar()[:2])
    kept |= _last_of(ours, monthly, lambda moment: (moment.year, moment.month))
    return [name for _, name in ours if name not in kept]


def _last_of(ours: list[tuple[datetime.datetime, str]], count: int, period: Callable) -> set[str]:
    lasts = {}
    for moment, name in ours:
        lasts.setdefault(period(moment), name)
    return set(list(lasts.values())[: max(count, 0)])


def is_ours(name: str) -> bool:
    found = NAME.fullmatch(name)
    return found is not None and found["council"] == settings.COUNCIL.short_slug


def _moment(name: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(NAME.fullmatch(name)["moment"], "%Y%m%d-%H%M%S") if is_ours(name) else None
    except ValueError:  # thirty-first of February: somebody else's name
        return None
