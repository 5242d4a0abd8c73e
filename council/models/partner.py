from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from publishing.example import DemoContent, ExampleQuerySet
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.publishable import Publishable, PublishableQuerySet
from publishing.sourced import Sourced


class PartnerQuerySet(PublishableQuerySet, ReferencedQuerySet, ExampleQuerySet):
    pass


class Partner(Referenced, Publishable, Sourced, DemoContent):
    """Somebody the council met, answers to, or works with."""

    class Kind(models.TextChoices):
        LOCAL = "quartier", "acteurs du quartier rencontrés"
        INSTITUTION = "institution", "institutions"
        COUNCIL = "conseil", "conseils citoyens voisins"
        NETWORK = "reseau", "réseau national"

    kind = models.CharField("groupe", max_length=12, choices=Kind)
    name = models.CharField("nom", max_length=160)
    text = models.TextField("présentation", blank=True, help_text="Deux ou trois phrases courtes.")
    url = models.URLField("adresse du site", blank=True, help_text="L’adresse complète, avec https://.")

    objects = PartnerQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta):
        verbose_name = "partenaire"
        ordering = ["pk"]
        constraints = Publishable.Meta.constraints

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('council:partner_list')}#{self.reference}"
