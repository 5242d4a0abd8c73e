"""The board of the observations: how many in each status, and how long the answers took."""

import datetime
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from walks.rules.status import ObservationStatus


@dataclass(frozen=True)
class Waiting:
    """`observations`: all of them; `sent`: those that somebody must answer; `median_days`: None without any answer."""

    observations: int
    sent: int
    answered: int
    done: int
    median_days: int | None

    @property
    def unanswered(self) -> int:
        return self.sent - self.answered

    @property
    def label(self) -> str:
        """«30 observations, 12 réponses, délai médian 45 jours»."""
        parts = [_count(self.observations, "observation"), _count(self.answered, "réponse")]
        if self.median_days is not None:
            parts.append(f"délai médian {_count(self.median_days, 'jour')}")
        return ", ".join(parts)


def waiting_of(observations: Iterable) -> Waiting:
    """`observations`: anything with `sent_on`, `answered_on` and `done_on`."""
    rows = list(observations)
    days = [(row.answered_on - row.sent_on).days for row in rows if row.answered_on and row.sent_on]
    return Waiting(
        observations=len(rows),
        sent=sum(row.sent_on is not None for row in rows),
        answered=sum(row.answered_on is not None for row in rows),
        done=sum(row.done_on is not None for row in rows),
        median_days=round(statistics.median(days)) if days else None,
    )


def days_waited(sent_on: datetime.date | None, answered_on: datetime.date | None, today: datetime.date) -> int | None:
    """Until the answer, or until today while there is none."""
    return ((answered_on or today) - sent_on).days if sent_on else None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


@dataclass(frozen=True)
class StatusCount:
    status: ObservationStatus
    count: int


@dataclass(frozen=True)
class Board:
    counts: list[StatusCount]
    waiting: Waiting

    @property
    def total(self) -> int:
        return self.waiting.observations


def board_of(observations: Iterable) -> Board:
    """`observations`: anything with `status`, `sent_on`, `answered_on` and `done_on`."""
    rows = list(observations)
    counts = [StatusCount(status, sum(row.status == status for row in rows)) for status in ObservationStatus]
    return Board([count for count in counts if count.count], waiting_of(rows))
