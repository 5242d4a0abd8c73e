"""The agenda as a list: what is to come, then the past by season. Meetings that nothing tells apart make one line."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from publishing.dates.season import first_year, season_of

PLURALS = {
    "pleniere": "séances plénières",
    "commission": "réunions de commission",
    "representation": "représentations",
}
NO_SEASON = "Date à préciser"


@dataclass(frozen=True)
class AgendaLine:
    """One meeting, or several that bear the same words and the same imprecise date."""

    meetings: tuple

    @property
    def first(self) -> Any:
        return self.meetings[0]

    @property
    def count(self) -> int:
        return len(self.meetings)

    @property
    def title(self) -> str:
        return self.first.title if self.count == 1 else f"{self.count} {PLURALS[self.first.kind]}"


@dataclass(frozen=True)
class Season:
    label: str
    lines: list[AgendaLine]

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def examples(self) -> int:
        return sum(line.count for line in self.lines if line.first.is_example)


@dataclass(frozen=True)
class Agenda:
    """`past` is newest first; what belongs to no single season comes last."""

    coming: list[AgendaLine]
    past: list[AgendaLine]


def agenda_of(meetings: Iterable, today: datetime.date) -> Agenda:
    """`meetings` come in order of their dates, those without a date last."""
    lines = lines_of(meetings)
    past = [line for line in lines if line.first.is_over_on(today)]
    coming = [line for line in lines if not line.first.is_over_on(today)]
    dated = [line for line in past if season_of(line.first.when)]
    undated = [line for line in past if not season_of(line.first.when)]
    return Agenda(coming=coming, past=[*reversed(dated), *reversed(undated)])


def lines_of(meetings: Iterable) -> list[AgendaLine]:
    """In the order of the first meeting of each line."""
    groups: dict[Any, list] = {}
    for meeting in meetings:
        groups.setdefault(_what_tells_apart(meeting), []).append(meeting)
    return [AgendaLine(tuple(group)) for group in groups.values()]


def seasons_of(past: Iterable[AgendaLine]) -> list[Season]:
    groups = groupby(past, key=lambda line: season_of(line.first.when))
    return [Season(f"Saison {label}" if label else NO_SEASON, list(lines)) for label, lines in groups]


def season_to_print(meetings: Iterable, today: datetime.date) -> tuple[int, int] | None:
    """The years of the season of the next meeting, or of the last one when nothing is to come."""
    known = [meeting for meeting in meetings if season_of(meeting.when)]
    coming = [meeting for meeting in known if not meeting.is_over_on(today)]
    chosen = coming[:1] or known[-1:]
    if not chosen:
        return None
    first = first_year(chosen[0].when.starts_on)
    return first, first + 1


def _what_tells_apart(meeting) -> Any:
    if meeting.when.is_exact:
        return meeting.reference
    words = (
        meeting.title,
        meeting.kind,
        meeting.state,
        meeting.public_note,
        meeting.cancellation_reason,
        meeting.is_example,
    )
    return (*words, meeting.commission_id, meeting.place_id, meeting.when)


@dataclass(frozen=True)
class Around:
    """`last_unsettled`: the latest date that was programmed and that nobody confirmed."""

    cancelled_today: tuple = ()
    next: Any = None
    last_held: Any = None
    last_unsettled: Any = None

    def __iter__(self) -> Iterator:
        return (
            meeting for meeting in (*self.cancelled_today, self.next, self.last_held, self.last_unsettled) if meeting
        )
