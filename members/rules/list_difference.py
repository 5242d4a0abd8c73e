"""What changed between two lists of the council: who came, who left, and whose line is no longer the same."""

import datetime
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class ListEntry:
    """One line of the official list. Two entries of a person are the same while all that is written is the same."""

    person: Hashable
    name: str
    college: str
    place: str
    rank: int | None = None
    organisation: str = ""
    role: str = ""
    starts_on: datetime.date | None = None
    is_example: bool = False


@dataclass(frozen=True)
class Change:
    before: ListEntry
    after: ListEntry


@dataclass(frozen=True)
class ListDifference:
    arrived: list[ListEntry]
    left: list[ListEntry]
    changed: list[Change]

    def __bool__(self) -> bool:
        return bool(self.arrived or self.left or self.changed)


def difference(before: Iterable[ListEntry], after: Iterable[ListEntry]) -> ListDifference:
    former = {entry.person: entry for entry in before}
    later = {entry.person: entry for entry in after}
    return ListDifference(
        arrived=[entry for person, entry in later.items() if person not in former],
        left=[entry for person, entry in former.items() if person not in later],
        changed=[
            Change(former[person], entry)
            for person, entry in later.items()
            if person in former and former[person] != entry
        ],
    )
