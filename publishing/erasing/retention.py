"""What is kept of people: each room says in its own `retention.py` where, for how long and why.

The command that erases and the page «Données personnelles» read the same constants.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """Some words or files about people. Without a number of months they stay until what `since` says happens."""

    fields: tuple[str, ...]
    why: str
    since: str
    months: int | None = None

    @property
    def duration(self) -> str:
        """«12 mois après l’envoi», «jusqu’à la fin du mandat»."""
        return f"{self.months} mois après {self.since}" if self.months else f"jusqu’à {self.since}"


def fields_of(model: str, names: str) -> tuple[str, ...]:
    return tuple(f"{model}.{name}" for name in names.split())
