"""What happens in the neighbourhood: the programme of what comes, what the council follows, then the past by season."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from publishing.dates.season import season_of

NO_SEASON = "Date à préciser"


@dataclass(frozen=True)
class EventSeason:
    label: str
    events: list

    @property
    def examples(self) -> int:
        return sum(event.is_example for event in self.events)


@dataclass(frozen=True)
class Programme:
    """`past`: newest first; what has no single season comes last."""

    coming: list
    past: list[EventSeason]


def programme_of(events: Iterable, today: datetime.date) -> Programme:
    """`events` come in order of their dates, those without a date last."""
    events = list(events)
    coming = [event for event in events if not event.is_over_on(today)]
    over = [event for event in events if event.is_over_on(today)]
    dated = [event for event in over if season_of(event.when)]
    undated = [event for event in over if not season_of(event.when)]
    seasons = groupby([*reversed(dated), *undated], key=lambda event: season_of(event.when))
    return Programme(
        coming, [EventSeason(f"Saison {label}" if label else NO_SEASON, list(group)) for label, group in seasons]
    )
