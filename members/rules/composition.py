"""Who sits on the council on a day, counted by college. What is not known is said, never counted as nobody."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from members.rules.check import Check, Missing, counted
from members.rules.college import College
from members.rules.council_checks import CheckedCouncil
from members.rules.forecast import Forecast, forecasts
from members.rules.parity import counting_checks, missing_seats
from members.rules.thresholds import DEFAULT, Thresholds


@dataclass(frozen=True)
class Gauge:
    """One college, seat by seat."""

    college: str
    label: str
    count: int
    missing: int

    @property
    def taken(self) -> range:
        return range(self.count)

    @property
    def wanted(self) -> int:
        return self.count + self.missing

    @property
    def empty(self) -> range:
        return range(self.missing)


@dataclass(frozen=True)
class Composition:
    habitants: int = 0
    acteurs: int = 0
    unknown: int = 0
    has_examples: bool = False
    rules: Thresholds = DEFAULT
    members: tuple = ()
    forecasts: tuple[Forecast, ...] = ()

    @property
    def total(self) -> int:
        return self.habitants + self.acteurs

    @property
    def is_known(self) -> bool:
        """At least one member's college is known; otherwise nothing can be said but «à compléter»."""
        return self.total > 0

    @property
    def checks(self) -> list[Check]:
        """The public ones: both parities, always together, and an empty college before them."""
        if not self.is_known:
            return []
        checks = counting_checks(self.habitants, self.acteurs, self.rules)
        return [check for check in checks if check.code != "C1" or not check.is_ok]

    @property
    def missing(self) -> Missing | None:
        """The college that is looked for, and how many."""
        return missing_seats(self.habitants, self.acteurs, self.rules)

    @property
    def sentence(self) -> str:
        """«Le Conseil compte 12 habitants et 9 acteurs du quartier.»; nobody is not written as zero."""
        counts = {College.HABITANT: self.habitants, College.ACTEUR: self.acteurs}
        people = " et ".join(counted(count, college) for college, count in counts.items() if count)
        return f"Le Conseil compte {people}." if people else ""

    @property
    def verdict(self) -> str:
        """What follows the sentence: all is well, or who is missing."""
        if not self.is_known:
            return ""
        return f"Il manque {self.missing.people}." if self.missing else "La parité est respectée."

    @property
    def gauges(self) -> list[Gauge]:
        return [
            self._gauge(College.HABITANT, "Habitants", self.habitants),
            self._gauge(College.ACTEUR, "Acteurs du quartier", self.acteurs),
        ]

    @property
    def vacant(self) -> list[Missing]:
        """The seats that nobody holds; empty while the number of seats is not set."""
        if not self.is_known:
            return []
        rooms = [Missing(college, self._room(college)) for college in College]
        return [missing for missing in rooms if missing.count > 0]

    @property
    def vacancy(self) -> str:
        """«Il reste 2 sièges libres : 1 habitant et 1 acteur du quartier.»"""
        count = sum(missing.count for missing in self.vacant)
        people = " et ".join(missing.people for missing in self.vacant)
        return (
            f"Il reste {count} siège{'s' if count > 1 else ''} libre{'s' if count > 1 else ''}\u00a0: {people}."
            if count
            else ""
        )

    def _room(self, college: str) -> int:
        seats = self.rules.seats(college)
        return 0 if seats is None else seats - (self.habitants if college == College.HABITANT else self.acteurs)

    def _gauge(self, college: str, label: str, count: int) -> Gauge:
        wanted = self.missing
        return Gauge(college, label, count, wanted.count if wanted and wanted.college == college else 0)


def composition_of(mandates: Iterable, rules: Thresholds = DEFAULT, day: datetime.date | None = None) -> Composition:
    """Counts those who sit on `day` (all of `mandates` when it is not given); alternates wait, and are not counted.
    See `Mandate`."""
    mandates = list(mandates)
    seated = [mandate for mandate in mandates if not mandate.is_alternate and (day is None or mandate.runs_on(day))]
    colleges = [mandate.college for mandate in seated]
    council = CheckedCouncil(day, tuple(mandate.seat for mandate in mandates), rules) if day else None
    return Composition(
        habitants=colleges.count(College.HABITANT),
        acteurs=colleges.count(College.ACTEUR),
        unknown=colleges.count(""),
        has_examples=any(mandate.is_example for mandate in seated if mandate.college),
        rules=rules,
        members=tuple(mandate.member for mandate in seated),
        forecasts=tuple(forecasts(council)) if council else (),
    )
