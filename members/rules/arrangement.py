"""The trombinoscope in groups: by college, by commission, by role, or all the names in one alphabet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from members.rules.college import College
from publishing.words.alphabet import name_key

UNKNOWN = "a-completer"
COLLEGES = {
    College.HABITANT.value: "Habitants",
    College.ACTEUR.value: "Acteurs du quartier",
    UNKNOWN: "Collège à compléter",
}
BY_COLLEGE, BY_COMMISSION, BY_NAME, BY_ROLE = "", "commission", "nom", "role"
ORDERS = {
    BY_COLLEGE: "Par collège",
    BY_COMMISSION: "Par commission",
    BY_NAME: "Par nom",
    BY_ROLE: "Par rôle",
}


@dataclass(frozen=True)
class MemberGroup:
    """`key` is a college, or another word that is safe as an identifier."""

    key: str
    title: str
    mandates: list
    tile: str = ""

    @property
    def college(self) -> str:
        return self.key if self.key in COLLEGES else ""

    @property
    def seated(self) -> int:
        return sum(not mandate.is_alternate for mandate in self.mandates)

    @property
    def alternates(self) -> int:
        return len(self.mandates) - self.seated


def arrange(order: str, mandates: Iterable, commissions: Iterable) -> list[MemberGroup]:
    groups = ARRANGEMENTS[order](list(mandates), list(commissions))
    return [group for group in groups if group.mandates]


def college_of(mandate) -> str:
    return mandate.college or UNKNOWN


def sits_in(mandate, commission: str) -> bool:
    return any(c.reference == commission for c in mandate.member.commissions.all())


def _by_college(mandates: list, _) -> list[MemberGroup]:
    """The chair stands alone, above; full members first, by name."""
    others = sorted((mandate for mandate in mandates if not mandate.is_chair), key=_rank)
    return [MemberGroup(key, title, [m for m in others if college_of(m) == key]) for key, title in COLLEGES.items()]


def _by_commission(mandates: list, commissions: list) -> list[MemberGroup]:
    """Who sits in two commissions stands in both."""
    people = sorted(mandates, key=_rank)
    groups = [
        MemberGroup(f"groupe-{c.reference}", c.name, [m for m in people if sits_in(m, c.reference)], c.tile)
        for c in commissions
    ]
    alone = [m for m in people if not any(sits_in(m, c.reference) for c in commissions)]
    return [*groups, MemberGroup("sans-commission", "Sans commission", alone)]


def _by_name(mandates: list, _) -> list[MemberGroup]:
    return [MemberGroup("noms", "Tous les noms", sorted(mandates, key=_name))]


def _by_role(mandates: list, _) -> list[MemberGroup]:
    people = sorted(mandates, key=_rank)
    alternates = [m for m in people if m.is_alternate]
    full = [m for m in people if not m.is_alternate]
    return [
        MemberGroup("presidence", "Présidence", [m for m in full if m.is_chair]),
        MemberGroup("avec-un-role", "Avec un rôle", [m for m in full if m.function and not m.is_chair]),
        MemberGroup("autres-membres", "Membres", [m for m in full if not m.function]),
        MemberGroup("suppleance", "En suppléance", alternates),
    ]


ARRANGEMENTS: dict[str, Callable[[list, list], list[MemberGroup]]] = {
    BY_COLLEGE: _by_college,
    BY_COMMISSION: _by_commission,
    BY_NAME: _by_name,
    BY_ROLE: _by_role,
}


def _name(mandate) -> tuple:
    """Who is not named comes last."""
    member = mandate.member
    return (name_key(member.last_name), name_key(member.first_name)) if member.is_named else ("\uffff", "")


def _rank(mandate) -> tuple:
    return (mandate.is_alternate, mandate.rank or 0, not mandate.function, *_name(mandate))
