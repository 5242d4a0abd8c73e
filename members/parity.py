"""What the council checks about its own composition. Whole numbers only, so that nothing depends on rounding."""

from dataclasses import dataclass
from enum import StrEnum

from members.college import College

DEFAULT_TOLERANCE = 1
LAW = "loi du 21 février 2014, article 7"
FRAMEWORK = "cadre de référence des conseils citoyens, juin 2014"
OWN_AIM = "objectif du Conseil Citoyen des Clos"


class Level(StrEnum):
    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Missing:
    """Who is looked for: so many persons of one college."""

    college: str
    count: int

    @property
    def people(self) -> str:
        return counted(self.count, self.college)


@dataclass(frozen=True)
class Check:
    code: str
    level: Level
    title: str
    sentence: str
    reference: str
    missing: Missing | None = None

    @property
    def is_ok(self) -> bool:
        return self.level == Level.OK


def two_colleges(habitants: int, acteurs: int) -> Check:
    """C1: each college has somebody."""
    empty = College.HABITANT if not habitants else College.ACTEUR if not acteurs else None
    if empty is None:
        return Check("C1", Level.OK, "Deux collèges\u00a0: oui.", "Des habitants et des acteurs siègent.", LAW)
    return Check(
        "C1",
        Level.ERROR,
        "Deux collèges\u00a0: pas encore.",
        f"Il manque le collège des {empty.label}.",
        LAW,
        Missing(empty, 1),
    )


def parity(habitants: int, acteurs: int, tolerance: int = DEFAULT_TOLERANCE) -> Check:
    """C2: as many habitants as acteurs; an odd total can never be equal, hence the tolerance."""
    gap = abs(habitants - acteurs)
    if gap <= tolerance:
        sentence = "Autant d’habitants que d’acteurs." if gap == 0 else f"L’écart est de {gap}, c’est accepté."
        return Check("C2", Level.OK, "Parité\u00a0: respectée.", sentence, OWN_AIM)
    missing = Missing(College.ACTEUR if acteurs < habitants else College.HABITANT, gap)
    level = Level.ERROR if gap > 2 * tolerance + 1 else Level.WARNING
    return Check("C2", level, "Parité\u00a0: pas encore.", f"Il manque {missing.people}.", OWN_AIM, missing)


def half_are_habitants(habitants: int, acteurs: int) -> Check:
    """C3: habitants are at least half of the members."""
    total = habitants + acteurs
    people = counted(habitants, College.HABITANT) if habitants else "Aucun habitant"
    sentence = f"{people} sur {total} membre{'s' if total > 1 else ''}."
    if 2 * habitants >= total:
        return Check("C3", Level.OK, "Habitants\u00a0: la moitié ou plus.", sentence, FRAMEWORK)
    missing = Missing(College.HABITANT, total - 2 * habitants)
    return Check("C3", Level.ERROR, "Habitants\u00a0: moins de la moitié.", sentence, FRAMEWORK, missing)


def counted(count: int, college: str) -> str:
    """«1 habitant», «3 acteurs du quartier»."""
    noun = "habitant" if college == College.HABITANT else "acteur"
    place = "" if college == College.HABITANT else " du quartier"
    return f"{count} {noun}{'s' if count > 1 else ''}{place}"
