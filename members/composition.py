"""Who sits on the council on a day, counted by college. What is not known is said, never counted as nobody."""

from collections.abc import Iterable
from dataclasses import dataclass

from members.college import College
from members.parity import DEFAULT_TOLERANCE, Check, Missing, counted, half_are_habitants, parity, two_colleges


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
    tolerance: int = DEFAULT_TOLERANCE
    members: tuple = ()

    @property
    def total(self) -> int:
        return self.habitants + self.acteurs

    @property
    def is_known(self) -> bool:
        """At least one member's college is known; otherwise nothing can be said but «à compléter»."""
        return self.total > 0

    @property
    def checks(self) -> list[Check]:
        """Both parities, always together, since they can disagree; an empty college before them."""
        if not self.is_known:
            return []
        checks = [check(self.habitants, self.acteurs) for check in (two_colleges, half_are_habitants)]
        checks.insert(1, parity(self.habitants, self.acteurs, self.tolerance))
        return [check for check in checks if check.code != "C1" or not check.is_ok]

    @property
    def missing(self) -> Missing | None:
        """The college that is looked for, and how many: first for the parity, then for the half."""
        wanted = {check.code: check.missing for check in self.checks if check.missing}
        return wanted.get("C2") or wanted.get("C3") or wanted.get("C1")

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

    def _gauge(self, college: str, label: str, count: int) -> Gauge:
        wanted = self.missing
        return Gauge(college, label, count, wanted.count if wanted and wanted.college == college else 0)


def composition_of(mandates: Iterable, tolerance: int = DEFAULT_TOLERANCE) -> Composition:
    """Counts those who sit; alternates wait, and are not counted. See `Mandate`."""
    seated = [mandate for mandate in mandates if not mandate.is_alternate]
    colleges = [mandate.college for mandate in seated]
    return Composition(
        habitants=colleges.count(College.HABITANT),
        acteurs=colleges.count(College.ACTEUR),
        unknown=colleges.count(""),
        has_examples=any(mandate.is_example for mandate in seated if mandate.college),
        tolerance=tolerance,
        members=tuple(mandate.member for mandate in seated),
    )
