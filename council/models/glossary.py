from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.publishable import Publishable, PublishableQuerySet


class GlossaryTermQuerySet(PublishableQuerySet, ReferencedQuerySet):
    pass


class GlossaryTerm(Referenced, Publishable):
    """A difficult word of the council, in one plain sentence."""

    term = models.CharField("mot", max_length=80)
    expansion = models.CharField(
        "mots entiers", max_length=160, blank=True, help_text="Pour un sigle\u00a0: ce que veulent dire ses lettres."
    )
    definition = models.CharField(
        "définition", max_length=300, help_text="Une phrase courte, avec des mots de tous les jours."
    )

    objects = GlossaryTermQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta):
        verbose_name = "mot du glossaire"
        verbose_name_plural = "mots du glossaire"
        ordering = ["reference"]
        constraints = Publishable.Meta.constraints

    def __str__(self):
        return self.term

    def get_absolute_url(self):
        return f"{reverse('council:glossary_list')}#{self.reference}"
