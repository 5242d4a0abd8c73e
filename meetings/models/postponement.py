from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting
from publishing.dates.dated import Dated


class Postponement(Dated):
    """The trace of a move: the date that a meeting left, when, and why."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="postponements", verbose_name="réunion")
    reason = models.CharField("raison", max_length=240, help_text="Une phrase courte, montrée sur le site.")
    moved_on = models.DateField("déplacée le")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="par",
        help_text="Jamais montré au public.",
    )

    class Meta(Dated.Meta):
        verbose_name = "report"
        ordering = ["pk"]
        constraints = Dated.Meta.constraints + [
            models.CheckConstraint(
                name="postponement_says_why",
                condition=~Q(reason=""),
                violation_error_message="Dites pourquoi la réunion est déplacée.",
            )
        ]

    def __str__(self):
        return f"prévue d’abord\u00a0: {self.when.label}"
