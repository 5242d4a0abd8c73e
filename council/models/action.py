from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from publishing.dates.dated import Dated, DatedQuerySet
from publishing.example import DemoContent, ExampleQuerySet
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.publishable import Publishable, PublishableQuerySet
from publishing.sourced import Sourced


class ActionQuerySet(PublishableQuerySet, DatedQuerySet, ReferencedQuerySet, ExampleQuerySet):
    pass


class Action(Referenced, Publishable, Dated, Sourced, DemoContent):
    """Something the council did, or means to do."""

    class Kind(models.TextChoices):
        FOUNDING = "creation", "Création et fonctionnement"
        OUTREACH = "connaitre", "Faire connaître le Conseil"
        RENEWAL = "renouvellement", "Renouvellement du quartier"
        BODIES = "instances", "Travail avec les institutions"
        OUTLOOK = "perspectives", "Ce qui est prévu"

    kind = models.CharField("thème", max_length=16, choices=Kind)
    title = models.CharField("titre", max_length=160)
    text = models.TextField(
        "texte", blank=True, help_text="Des phrases courtes. Une ligne vide fait un nouveau paragraphe."
    )

    objects = ActionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta, Dated.Meta):
        verbose_name = "action du Conseil"
        verbose_name_plural = "actions du Conseil"
        constraints = Publishable.Meta.constraints + Dated.Meta.constraints

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('council:action_list')}#{self.reference}"
