from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from publishing.example import DemoContent, ExampleQuerySet
from walks.models.observation import Observation
from walks.models.walk import Walk
from walks.rules.status import ObservationStatus
from walks.rules.vocabulary import Body


class Dispatch(DemoContent):
    """One letter to one body, with the observations that it must answer."""

    walk = models.ForeignKey(Walk, models.CASCADE, related_name="dispatches", verbose_name="marche")
    addressed_to = models.CharField("adressé à", max_length=14, choices=Body)
    sent_on = models.DateField("envoyé le", default=timezone.localdate)
    observations = models.ManyToManyField(Observation, related_name="dispatches", editable=False)

    objects = ExampleQuerySet.as_manager()

    class Meta:
        verbose_name = "envoi"
        ordering = ["-sent_on", "-pk"]

    def __str__(self):
        return f"Envoi à {self.get_addressed_to_display()}, {self.sent_on:%d/%m/%Y}"

    @classmethod
    @transaction.atomic
    def send(cls, walk: Walk, addressed_to: Body, on):
        """All that was read over and waits for that body leaves together, or nothing does."""
        if walk.starts_on and on < walk.starts_on:
            raise ValidationError(f"La marche a lieu {walk.when.phrase}. Donnez ce jour, ou un jour après.")
        waiting = list(walk.observations.counted().to_send().filter(addressed_to=addressed_to).in_order())
        if not waiting:
            raise ValidationError(f"Aucune observation relue n’attend d’être envoyée à {Body(addressed_to).label}.")
        letter = cls.objects.create(walk=walk, addressed_to=addressed_to, sent_on=on, is_example=walk.is_example)
        for observation in waiting:
            observation.record(ObservationStatus.SENT, on=on)
        letter.observations.set(waiting)
        return letter
