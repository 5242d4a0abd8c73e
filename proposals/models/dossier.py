from django.db import models
from simple_history.models import HistoricalRecords

from proposals.rules.status import Status
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.publishable import Publishable, PublishableQuerySet
from publishing.sourced import Sourced


class ChapterQuerySet(ReferencedQuerySet):
    pass


class Chapter(Referenced, Sourced):
    """One of the great themes under which the proposals are gathered."""

    name = models.CharField("nom", max_length=80)
    position = models.PositiveSmallIntegerField("ordre", default=0, help_text="Le plus petit nombre vient en premier.")

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = "chapitre"
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class PassageQuerySet(PublishableQuerySet, ReferencedQuerySet):
    def about(self, proposal):
        return self.filter(subject=Passage.Subject.DELIVERY) if Passage.holds_for(proposal) else self.none()


class Passage(Referenced, Publishable, Sourced):
    """A few words about all the proposals together, shown beside the register."""

    class Subject(models.TextChoices):
        ORIGIN = "origin", "D’où viennent les propositions"
        DECISION = "decision", "Les décisions"
        DELIVERY = "delivery", "La mise en place"

    subject = models.CharField("sujet", max_length=12, choices=Subject)
    text = models.TextField("texte", help_text="Des phrases courtes, en mots simples.")
    position = models.PositiveSmallIntegerField("ordre", default=0, help_text="Le plus petit nombre vient en premier.")

    objects = PassageQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta):
        verbose_name = "texte sur l’ensemble"
        verbose_name_plural = "textes sur l’ensemble"
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.get_subject_display()}\u00a0: {self.reference}"

    @staticmethod
    def holds_for(proposal) -> bool:
        """What is said of the carrying out of all the validated proposals holds for each real one of them."""
        return Status(proposal.status).is_validated and not proposal.is_example
