"""The board of the observations: how many in each status, and how long the answers took."""

from collections.abc import Iterable
from dataclasses import dataclass

from walks.rules.status import ObservationStatus
from walks.rules.waiting import Waiting, waiting_of


@dataclass(frozen=True)
class Count:
    status: ObservationStatus
    count: int


@dataclass(frozen=True)
class Board:
    counts: list[Count]
    waiting: Waiting

    @property
    def total(self) -> int:
        return self.waiting.observations


def board_of(observations: Iterable) -> Board:
    """`observations`: anything with `status`, `sent_on`, `answered_on` and `done_on`."""
    rows = list(observations)
    counts = [Count(status, sum(row.status == status for row in rows)) for status in ObservationStatus]
    return Board([count for count in counts if count.count], waiting_of(rows))
