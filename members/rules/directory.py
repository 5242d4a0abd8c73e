"""The trombinoscope: who is shown, how they are arranged, and the filters with their counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from members.rules.arrangement import BY_COLLEGE, COLLEGES, ORDERS, UNKNOWN, MemberGroup, arrange, college_of, sits_in


class UnknownFilter(ValueError):
    """The address asks for a college, a commission or an arrangement that does not exist."""


@dataclass(frozen=True)
class DirectoryChoice:
    """A filter as a link: what it keeps, and how many rows that gives (no count for an arrangement)."""

    label: str
    count: int | None
    query: str
    is_current: bool
    college: str = ""
    tile: str = ""


class Directory:
    """`mandates`: current ones of published members; `commissions`: the published ones."""

    def __init__(
        self,
        mandates: Iterable,
        commissions: Iterable,
        college: str = "",
        commission: str = "",
        order: str = BY_COLLEGE,
    ):
        self.all = list(mandates)
        self.commissions = list(commissions)
        self.wanted = {"college": college, "commission": commission, "ordre": order}
        names = [c.reference for c in self.commissions]
        if college not in ("", *COLLEGES) or commission not in ("", *names) or order not in ORDERS:
            raise UnknownFilter
        self.shown = self._matching(college, commission)

    @property
    def chair(self):
        """Above the colleges; in the other arrangements among the others."""
        chairs = (mandate for mandate in self.shown if mandate.is_chair)
        return next(chairs, None) if self.is_by_college else None

    @property
    def is_by_college(self) -> bool:
        return self.wanted["ordre"] == BY_COLLEGE

    @property
    def groups(self) -> list[MemberGroup]:
        return arrange(self.wanted["ordre"], self.shown, self.commissions)

    @property
    def is_chair_alone(self) -> bool:
        return len(self.all) == 1 and self.all[0].is_chair

    @property
    def is_filtered(self) -> bool:
        return any(self.wanted.values())

    @property
    def summary(self) -> str:
        """The choices that hold now, in words: «Acteurs du quartier, par nom»."""
        groups = (self.college_choices, self.commission_choices, self.order_choices)
        words = [choice.label for choices in groups for choice in choices if choice.is_current]
        return ", ".join(words[:1] + [word[0].lower() + word[1:] for word in words[1:]])

    @property
    def college_choices(self) -> list[DirectoryChoice]:
        """While no college is known there is nothing to choose, and no zero to show."""
        if not any(mandate.college for mandate in self.all):
            return []
        choices = [self._choice("Tous les collèges", college="")]
        choices += [self._choice(title, college=key) for key, title in COLLEGES.items()]
        return [choice for choice in choices if choice.count or choice.college != UNKNOWN or choice.is_current]

    @property
    def commission_choices(self) -> list[DirectoryChoice]:
        """Without any member in a commission there is nothing to choose."""
        if not any(mandate.member.commissions.all() for mandate in self.all):
            return []
        choices = [self._choice("Toutes les commissions", commission="")]
        return choices + [self._choice(c.short_name, commission=c.reference, tile=c.tile) for c in self.commissions]

    @property
    def order_choices(self) -> list[DirectoryChoice]:
        """Two people at least, or there is nothing to arrange."""
        if len(self.all) < 2:
            return []
        return [
            DirectoryChoice(label, None, self._query(ordre=order), order == self.wanted["ordre"])
            for order, label in ORDERS.items()
        ]

    def _choice(self, label: str, *, tile: str = "", **change: str) -> DirectoryChoice:
        wanted = self.wanted | change
        count = len(self._matching(wanted["college"], wanted["commission"]))
        return DirectoryChoice(
            label, count, self._query(**change), wanted == self.wanted, change.get("college", ""), tile
        )

    def _query(self, **change: str) -> str:
        query = urlencode({name: value for name, value in (self.wanted | change).items() if value})
        return f"?{query}" if query else ""

    def _matching(self, college: str, commission: str) -> list:
        return [m for m in self.all if college in ("", college_of(m)) and (not commission or sits_in(m, commission))]
