"""The quorum, college by college: how many must be there to decide, and whether they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from members.rules.college import College


@dataclass(frozen=True)
class QuorumShares:
    """Shares of the seats, in percent; 0 asks for nobody."""

    habitants_percent: int = 0
    acteurs_percent: int = 0
    total_percent: int = 0
    counts_proxies: bool = False


@dataclass(frozen=True)
class AttendanceLine:
    """One line of the attendance sheet. An alternate fills the empty chair of a full member, and is no seat."""

    college: str
    is_present: bool = False
    gave_proxy: bool = False
    is_alternate: bool = False


@dataclass(frozen=True)
class Share:
    """One group: its seats, those that count as filled, and how many the rule asks for."""

    label: str
    seats: int
    filled: int
    needed: int

    @property
    def is_reached(self) -> bool:
        return self.filled >= self.needed

    @property
    def sentence(self) -> str:
        return f"{self.label}\u00a0: {self.filled} sur {self.seats}, il en faut {self.needed}"


@dataclass(frozen=True)
class Quorum:
    shares: list[Share]

    @property
    def is_reached(self) -> bool:
        return all(share.is_reached for share in self.shares)


def quorum_of(seats: Iterable[AttendanceLine], rule: QuorumShares | None) -> Quorum | None:
    """None without a rule, or while nobody is on the sheet: there is then nothing to say."""
    seats = list(seats)
    if rule is None or not any(not seat.is_alternate for seat in seats):
        return None
    habitants = _share("Habitants", seats, College.HABITANT, rule.habitants_percent, rule)
    acteurs = _share("Acteurs du quartier", seats, College.ACTEUR, rule.acteurs_percent, rule)
    unknown = _share("", seats, "", 0, rule)
    parts = [habitants, acteurs, unknown]
    total = sum(part.seats for part in parts)
    whole = Share(
        "Tout le Conseil", total, sum(part.filled for part in parts), people_needed(rule.total_percent, total)
    )
    return Quorum([habitants, acteurs, whole])


def people_needed(percent: int, seats: int) -> int:
    """Whole people, rounded up: half of nine is five."""
    return -(-percent * seats // 100)


def _share(label: str, seats: list[AttendanceLine], college: str, percent: int, rule: QuorumShares) -> Share:
    own = [seat for seat in seats if seat.college == college]
    chairs = [seat for seat in own if not seat.is_alternate]
    sitting = sum(seat.is_present for seat in own)
    proxies = sum(seat.gave_proxy for seat in chairs) if rule.counts_proxies else 0
    filled = min(len(chairs), sitting + proxies)
    return Share(label, len(chairs), filled, people_needed(percent, len(chairs)))
