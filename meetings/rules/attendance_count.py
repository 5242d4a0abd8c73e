"""How many people of each college were there: figures, never names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.rules.quorum import AttendanceLine
from members.rules.college import College


@dataclass(frozen=True)
class AttendanceCount:
    habitants: int = 0
    acteurs: int = 0
    unknown: int = 0

    @classmethod
    def of(cls, seats: Iterable[AttendanceLine]) -> "AttendanceCount":
        return count_by_college(seat.college for seat in seats if seat.is_present)

    @property
    def total(self) -> int:
        return self.habitants + self.acteurs + self.unknown

    @property
    def lines(self) -> list[str]:
        """In words, both colleges always; those whose college is not known only when there are some."""
        lines = [
            f"{self.habitants} habitant{plural_s(self.habitants)}",
            f"{self.acteurs} acteur{plural_s(self.acteurs)} du quartier",
        ]
        return (
            [*lines, f"{self.unknown} membre{plural_s(self.unknown)}, collège à compléter"] if self.unknown else lines
        )


def count_by_college(colleges: Iterable[str]) -> AttendanceCount:
    """`colleges`: one value for each person who was there, empty when it is not known."""
    counts = Counter(colleges)
    return AttendanceCount(counts[College.HABITANT], counts[College.ACTEUR], counts[""])


def plural_s(count: int) -> str:
    """In French, zero is singular."""
    return "s" if count > 1 else ""
