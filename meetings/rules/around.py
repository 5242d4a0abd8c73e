"""What the front door says of meetings: those cancelled for today, the next one, or else the last ones that are known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


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
