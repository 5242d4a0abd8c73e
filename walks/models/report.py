from django.db import models
from django.utils import timezone

from publishing.forms.long_text import LongText
from publishing.forms.public_submission import PublicSubmission, PublicSubmissionQuerySet
from walks.models.observation import Observation
from walks.rules.vocabulary import Moderation, Verdict


class ResidentReportQuerySet(PublicSubmissionQuerySet):
    def waiting(self):
        return self.last_sent().filter(moderation=Moderation.WAITING)

    def sent_before(self, day):
        return self.filter(sent_on__lt=day)


class ResidentReport(PublicSubmission):
    """A resident says whether it is repaired: no name, no account; counted once somebody read it."""

    received_day = ""  # two neighbours may say the same thing on the same day
    unread = {"moderation": Moderation.WAITING}

    observation = models.ForeignKey(
        Observation, models.CASCADE, related_name="reports", verbose_name="observation", editable=False
    )
    verdict = models.CharField("que voyez-vous ?", max_length=12, choices=Verdict)
    message = LongText("précision", max_length=500, blank=True)
    sent_on = models.DateField("reçu le", default=timezone.localdate, editable=False)
    moderation = models.CharField("relecture", max_length=8, choices=Moderation, default=Moderation.WAITING)

    objects = ResidentReportQuerySet.as_manager()

    class Meta:
        verbose_name = "retour d’un habitant"
        verbose_name_plural = "retours d’habitants"
        ordering = ["-sent_on"]

    def __str__(self):
        return f"{self.get_verdict_display()}, reçu le {self.sent_on:%d/%m/%Y}"

    def moderate(self, moderation: Moderation):
        self.moderation = moderation
        self.save(update_fields=["moderation"])
