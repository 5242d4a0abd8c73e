"""A place on the council as the checks see it: no database, no page. Built from a mandate by `Mandate.seat`."""

import datetime
from collections.abc import Hashable
from dataclasses import dataclass

from members.rules.term import runs_on


@dataclass(frozen=True)
class Seat:
    person: Hashable
    name: str
    college: str = ""
    is_alternate: bool = False
    rank: int | None = None
    is_chair: bool = False
    organisation: str = ""
    gender: str = ""
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    is_elected_official: bool = False
    is_of_steering_body: bool = False
    shows_portrait: bool = False
    has_portrait_consent: bool = False
    is_example: bool = False

    def runs_on(self, day: datetime.date) -> bool:
        return runs_on(self, day)


def people(seats: list[Seat]) -> str:
    """«Camille Test, Alex Exemple»: for the back office only."""
    return ", ".join(seat.name for seat in seats)
