"""The trombinoscope: who is shown, in which group and in which order, and the filters with their counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from members.college import College

UNKNOWN = "a-completer"
GROUPS = {
    College.HABITANT.value: "Habitants",
    College.ACTEUR.value: "Acteurs du quartier",
    UNKNOWN: "Collège à compléter",
}


class UnknownFilter(ValueError):
    """The address asks for a college or a commission that does not exist."""


@dataclass(frozen=True)
class Choice:
    """A filter as a link: what it keeps, and how many rows that gives."""

    label: str
    count: int
    query: str
    is_current: bool
    college: str = ""
    tile: str = ""


@dataclass(frozen=True)
class Group:
    college: str
    title: str
    mandates: list

    @property
    def seated(self) -> int:
        return sum(not mandate.is_alternate for mandate in self.mandates)

    @property
    def alternates(self) -> int:
        return len(self.mandates) - self.seated


class Directory:
    """`mandates`: current ones of published members; `commissions`: the published ones."""

    def __init__(self, mandates: Iterable, commissions: Iterable, college: str = "", commission: str = ""):
        self.all = list(mandates)
        self.commissions = list(commissions)
        self.college, self.commission = college, commission
        if college not in ("", *GROUPS) or commission not in ("", *(c.reference for c in self.commissions)):
            raise UnknownFilter
        self.shown = self._matching(college, commission)

    @property
    def chair(self):
        return next((mandate for mandate in self.shown if mandate.is_chair), None)

    @property
    def groups(self) -> list[Group]:
        """Those who do not chair, in their college: full members first, by name."""
        others = sorted((mandate for mandate in self.shown if not mandate.is_chair), key=_rank)
        groups = [Group(key, title, [m for m in others if _college(m) == key]) for key, title in GROUPS.items()]
        return [group for group in groups if group.mandates]

    @property
    def is_chair_alone(self) -> bool:
        return len(self.all) == 1 and self.all[0].is_chair

    @property
    def college_choices(self) -> list[Choice]:
        """While no college is known there is nothing to choose, and no zero to show."""
        if not any(mandate.college for mandate in self.all):
            return []
        choices = [self._choice("Tous les collèges", college="")]
        choices += [self._choice(title, college=key) for key, title in GROUPS.items()]
        return [choice for choice in choices if choice.count or choice.college != UNKNOWN or choice.is_current]

    @property
    def commission_choices(self) -> list[Choice]:
        """Without any member in a commission there is nothing to choose."""
        if not any(mandate.member.commissions.all() for mandate in self.all):
            return []
        choices = [self._choice("Toutes les commissions", commission="")]
        return choices + [self._choice(c.short_name, commission=c.reference, tile=c.tile) for c in self.commissions]

    def _choice(self, label: str, *, tile: str = "", **change: str) -> Choice:
        wanted = {"college": self.college, "commission": self.commission} | change
        count = len(self._matching(**wanted))
        query = urlencode({name: value for name, value in wanted.items() if value})
        is_current = wanted == {"college": self.college, "commission": self.commission}
        return Choice(label, count, f"?{query}" if query else "", is_current, change.get("college", ""), tile)

    def _matching(self, college: str, commission: str) -> list:
        return [m for m in self.all if college in ("", _college(m)) and (not commission or _sits_in(m, commission))]


def _college(mandate) -> str:
    return mandate.college or UNKNOWN


def _sits_in(mandate, commission: str) -> bool:
    return any(c.reference == commission for c in mandate.member.commissions.all())


def _rank(mandate) -> tuple:
    member = mandate.member
    name = (member.last_name.casefold(), member.first_name.casefold()) if member.is_named else ("\uffff", "")
    return (mandate.is_alternate, mandate.rank or 0, not mandate.function, *name)
