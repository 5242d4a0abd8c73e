from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from publishing.example import DemoContent, ExampleQuerySet
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.publishable import Publishable, PublishableQuerySet
from publishing.sourced import Sourced


class CommissionQuerySet(PublishableQuerySet, ReferencedQuerySet, ExampleQuerySet):
    pass


class Commission(Referenced, Publishable, Sourced, DemoContent):
    """A small group of the council that works on one subject."""

    class Tile(models.TextChoices):
        """The small drawing beside its name: a shape and its colour, the same everywhere."""

        ANIMATION = "animation", "rond brun"
        COMMUNICATION = "communication", "triangle bleu-vert"
        EQUIPEMENTS = "equipements", "carré gris-bleu"
        COMMERCE = "commerce", "losange prune"

    name = models.CharField("nom", max_length=120, help_text="Par exemple «\u00a0Commission Communication\u00a0».")
    purpose = models.TextField("à quoi elle sert", blank=True, help_text="Une ou deux phrases courtes.")
    tile = models.CharField(
        "dessin",
        max_length=16,
        choices=Tile,
        blank=True,
        help_text="La petite forme à côté du nom, partout sur le site.",
    )
    order = models.PositiveSmallIntegerField("rang", default=0, help_text="Les commissions se suivent dans cet ordre.")

    objects = CommissionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta):
        verbose_name = "commission"
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    @property
    def short_name(self):
        """Where a title already says «commissions»."""
        return self.name.removeprefix("Commission ")

    def get_absolute_url(self):
        return reverse("members:commission_detail", args=[self.reference])
