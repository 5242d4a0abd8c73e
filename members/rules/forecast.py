"""What the parity will be when a mandate ends: the day after, since its last day still counts."""

import datetime
from dataclasses import dataclass

from members.rules.check import Missing, counted
from members.rules.college import College
from members.rules.council_checks import ONE_DAY, CheckedCouncil
from members.rules.parity import missing_seats
from members.rules.seat import Seat
from publishing.dates.imprecise_date import day_in_words


@dataclass(frozen=True)
class Forecast:
    """`day`: the first day without those who leave."""

    day: datetime.date
    leaving: tuple[Seat, ...]
    habitants: int
    acteurs: int
    missing: Missing | None

    @property
    def last_day(self) -> datetime.date:
        return self.day - ONE_DAY

    @property
    def words(self) -> str:
        """«1er juin 2018»."""
        return day_in_words(self.last_day, weekday=False)

    @property
    def sentence(self) -> str:
        """In counts only: fit for the public."""
        count = len(self.leaving)
        words = f"{count} mandat{'s' if count > 1 else ''} {'finissent' if count > 1 else 'finit'}."
        if not self.habitants + self.acteurs:
            return words
        if self.missing:
            return f"{words} Ensuite, il manquera {self.missing.people}."
        sides = {College.HABITANT: self.habitants, College.ACTEUR: self.acteurs}
        people = " et ".join(counted(number, college) for college, number in sides.items() if number)
        return f"{words} Ensuite\u00a0: {people}. La parité restera respectée."


def forecasts(council: CheckedCouncil) -> list[Forecast]:
    """One for each day on which a full member's mandate ends, within the notice."""
    leaving: dict[datetime.date, list[Seat]] = {}
    for seat in council.ending:
        if seat.college and not seat.is_alternate:
            leaving.setdefault(seat.ends_on + ONE_DAY, []).append(seat)
    return [_forecast(council.on(day), tuple(seats)) for day, seats in leaving.items()]


def _forecast(council: CheckedCouncil, leaving: tuple[Seat, ...]) -> Forecast:
    habitants, acteurs = council.count(College.HABITANT), council.count(College.ACTEUR)
    return Forecast(council.day, leaving, habitants, acteurs, missing_seats(habitants, acteurs, council.rules))
