from django.db import models
from simple_history.models import HistoricalRecords

from publishing.example import DemoContent, ExampleQuerySet
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.sourced import Sourced


class PlaceQuerySet(ReferencedQuerySet, ExampleQuerySet):
    pass


class Place(Referenced, Sourced, DemoContent):
    """A place where the council meets or goes; public wherever something public happens there."""

    class Kind(models.TextChoices):
        COMMUNITY_CENTRE = "mpt", "maison pour tous"
        PUBLIC_BUILDING = "batiment", "bâtiment public"
        SHOP = "commerce", "commerce ou service"
        OUTDOORS = "exterieur", "lieu en plein air"
        TOWN = "commune", "une commune"

    class Accessibility(models.TextChoices):
        FULL = "oui", "accessible en fauteuil roulant"
        PARTIAL = "partiel", "accessible en partie"
        NONE = "non", "non accessible en fauteuil roulant"

    name = models.CharField("nom", max_length=120)
    kind = models.CharField("sorte de lieu", max_length=12, choices=Kind, blank=True)
    address = models.CharField(
        "adresse", max_length=200, blank=True, help_text="Numéro, rue et ville. Vide si vous ne savez pas."
    )
    accessibility = models.CharField(
        "accès en fauteuil roulant",
        max_length=8,
        choices=Accessibility,
        blank=True,
        help_text="Vide si vous ne savez pas.",
    )
    access_note = models.CharField(
        "comment y entrer",
        max_length=240,
        blank=True,
        help_text="Par exemple la porte à prendre, l’étage, l’arrêt de bus.",
    )

    objects = PlaceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        ordering = ["name"]

    def __str__(self):
        return self.name
