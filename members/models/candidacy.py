import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from council.models.contact import NO_ANSWER_POSSIBLE
from members.college import College
from publishing.received_once import ReceivedOnce, ReceivedOnceQuerySet


class CandidacyStatus(models.TextChoices):
    RECEIVED = "received", "reçue"
    CONTACTED = "contacted", "personne contactée"
    ACCEPTED = "accepted", "acceptée"
    DECLINED = "declined", "non retenue"


ANSWERED = [CandidacyStatus.ACCEPTED, CandidacyStatus.DECLINED]
WAITING = [CandidacyStatus.RECEIVED, CandidacyStatus.CONTACTED]


class CandidacyQuerySet(ReceivedOnceQuerySet):
    def waiting(self):
        return self.filter(status__in=WAITING)

    def answered_before(self, day: datetime.date):
        return self.filter(answered_on__lt=day)


class Candidacy(ReceivedOnce):
    """A person who asks to join the council: private, and erased twelve months after the answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("nom", max_length=120)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    college = models.CharField("collège souhaité", max_length=8, choices=College, blank=True)
    motivation = models.TextField("motivation", max_length=3000, blank=True)
    has_consented = models.BooleanField("accord pour garder ces informations")

    received_on = models.DateField("reçue le", default=timezone.localdate, editable=False)
    status = models.CharField("où en est-on", max_length=9, choices=CandidacyStatus, default=CandidacyStatus.RECEIVED)
    answered_on = models.DateField("réponse donnée le", null=True, blank=True, editable=False)

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name = "candidature"
        ordering = ["-received_on"]
        constraints = [
            models.CheckConstraint(
                name="candidacy_can_be_answered",
                condition=~Q(email="") | ~Q(phone=""),
                violation_error_message=NO_ANSWER_POSSIBLE,
            ),
            models.CheckConstraint(
                name="candidacy_is_kept_with_consent_only",
                condition=Q(has_consented=True),
                violation_error_message="Sans l’accord de la personne, la candidature n’est pas gardée.",
            ),
            models.CheckConstraint(
                name="candidacy_answer_has_a_day",
                condition=Q(status__in=WAITING, answered_on__isnull=True)
                | Q(status__in=ANSWERED, answered_on__isnull=False),
                violation_error_message="Une candidature acceptée ou non retenue porte le jour de la réponse.",
            ),
        ]

    def __str__(self):
        """Names nobody: the back office's log keeps these words."""
        return f"Candidature du {self.received_on:%d/%m/%Y}"

    def clean(self):
        if not (self.email or self.phone):
            raise ValidationError({"email": NO_ANSWER_POSSIBLE})

    @property
    def is_answered(self):
        return self.status in ANSWERED

    def move_to(self, status, day):
        """The day of the first answer starts the twelve months; without an answer there is no such day."""
        self.status = status
        self.answered_on = (self.answered_on or day) if self.is_answered else None
        self.save(update_fields=["status", "answered_on"])
