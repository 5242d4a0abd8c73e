"""How far a thing has come, in the same words in every room;
and a status, which says itself all that is shown of it.
"""

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import models


class Progress(StrEnum):
    """In the order in which a reader is told. `ink`: its colours in the styles (`s-validee`…) and in print."""

    DONE = "done", "check", "validee"
    NOW = "now", "arrow", "analyse"
    STOPPED = "stopped", "cross", "rejetee"
    LATER = "later", "dots", "completer"

    def __new__(cls, value, icon, ink):
        member = str.__new__(cls, value)
        member._value_, member.icon, member.ink = value, icon, ink
        return member


class StatusChoices(models.TextChoices):
    """`NAME = value, progress, label`; before the label may come: the values that may follow, a slug, an icon and more
    words of its own.
    """

    def __new__(cls, value, progress, then=(), slug="", icon="", said=None):
        member = str.__new__(cls, value)
        member._value_, member.progress, member.then = value, progress, then
        member.slug, member.icon, member.said = slug or value, icon or progress.icon, said
        return member

    @property
    def ink(self) -> str:
        return self.progress.ink

    @property
    def is_ended(self) -> bool:
        return self.progress in (Progress.DONE, Progress.STOPPED)

    @classmethod
    def ended(cls) -> list:
        return [status for status in cls if status.is_ended]

    @classmethod
    def ongoing(cls) -> list:
        return [status for status in cls if not status.is_ended]

    def check_next(self, after, noun: str = ""):
        """ValidationError, unless `after` may follow."""
        if after not in self.then:
            refusal = f"{noun} «\u00a0{self.label}\u00a0» ne peut pas devenir «\u00a0{type(self)(after).label}\u00a0»."
            raise ValidationError(refusal.strip())

    @classmethod
    def told(cls) -> list:
        """In the order in which a reader is told: what is done first, what is not known yet last."""
        order = list(Progress)
        return sorted(cls, key=lambda status: order.index(status.progress))
