from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting

LONGEST = 480


class AgendaItem(models.Model):
    """One subject of a meeting, in its place in the order."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda_items", verbose_name="réunion")
    order = models.PositiveSmallIntegerField("rang", default=0, help_text="Les points se suivent dans cet ordre.")
    title = models.CharField("point", max_length=200, help_text="Quelques mots simples.")
    minutes_long = models.PositiveSmallIntegerField(
        "durée en minutes", null=True, blank=True, help_text="Vide si elle n’est pas fixée."
    )
    presenter = models.CharField(
        "présenté par",
        max_length=120,
        blank=True,
        help_text="Montré sur le site. Le nom d’une personne\u00a0: seulement avec son accord.",
    )

    class Meta:
        verbose_name = "point de l’ordre du jour"
        verbose_name_plural = "ordre du jour"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="agenda_item_lasts_a_while",
                condition=Q(minutes_long__isnull=True) | Q(minutes_long__range=(1, LONGEST)),
                violation_error_message="La durée d’un point va de 1 à 480 minutes.",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        self.title = " ".join(self.title.split())

    @property
    def facts(self) -> str:
        """«Commission Communication, 10 minutes»; empty when nothing is known."""
        length = f"{self.minutes_long}\u00a0minute{'s' if self.minutes_long > 1 else ''}" if self.minutes_long else ""
        return ", ".join(filter(None, [self.presenter, length]))
