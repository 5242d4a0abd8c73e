"""One thing the council checks about itself: how serious it is, what it says in plain words, and who asks for it."""

from dataclasses import dataclass
from enum import StrEnum

from members.rules.college import College


class Level(StrEnum):
    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def label(self) -> str:
        return {"ok": "bien", "info": "à savoir", "warning": "à surveiller", "error": "à corriger"}[self.value]

    @property
    def weight(self) -> int:
        return list(Level).index(self)


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

    @property
    def is_public(self) -> bool:
        """Made of counts by college only: the others name people, or count women and men."""
        return self.code in ("C1", "C2", "C3")


def counted(count: int, college: str) -> str:
    """«1 habitant», «3 acteurs du quartier»."""
    noun = "habitant" if college == College.HABITANT else "acteur"
    place = "" if college == College.HABITANT else " du quartier"
    return f"{count} {noun}{'s' if count > 1 else ''}{place}"
