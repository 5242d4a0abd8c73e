"""How far a thing has come, in the same words in every room;
and a status, which says itself all that is shown of it.
"""

from enum import StrEnum

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
    """`NAME = value, progress, label`; a slug, an icon and more words of its own may come before the label."""

    def __new__(cls, value, progress, slug="", icon="", said=None):
        member = str.__new__(cls, value)
        member._value_, member.progress = value, progress
        member.slug, member.icon, member.said = slug or value, icon or progress.icon, said
        return member

    @property
    def ink(self) -> str:
        return self.progress.ink

    @classmethod
    def told(cls) -> list:
        """In the order in which a reader is told: what is done first, what is not known yet last."""
        order = list(Progress)
        return sorted(cls, key=lambda status: order.index(status.progress))
