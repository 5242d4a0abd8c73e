import datetime
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from members.models.mandate import ActorKind, Mandate, SeatKind
from members.rules.college import College
from publishing.erasing import withdrawn
from publishing.forms.long_text import LongText
from publishing.forms.public_submission import PublicSubmission, PublicSubmissionQuerySet
from publishing.forms.reachable import NO_ANSWER_POSSIBLE
from publishing.words.progress import Progress, StatusChoices


class CandidacyStatus(StatusChoices):
    MET = "met", Progress.LATER, {"received", "declined", "withdrawn"}, "contact rencontré"
    RECEIVED = "received", Progress.NOW, {"contacted", "accepted", "declined", "withdrawn"}, "candidature reçue"
    CONTACTED = "contacted", Progress.NOW, {"accepted", "declined", "withdrawn"}, "personne rappelée"
    ACCEPTED = "accepted", Progress.DONE, {"withdrawn"}, "acceptée"
    DECLINED = "declined", Progress.STOPPED, {"contacted"}, "non retenue"
    WITHDRAWN = "withdrawn", Progress.STOPPED, {"contacted"}, "la personne renonce"


class CandidacyChannel(models.TextChoices):
    ONLINE = "online", "formulaire du site"
    PAPER = "paper", "formulaire papier"
    PHONE = "phone", "téléphone"
    MEETING = "meeting", "rencontre\u00a0: fête des voisins, permanence…"


ANSWERED, WAITING = CandidacyStatus.ended(), CandidacyStatus.ongoing()
CANDIDATES = [CandidacyStatus.RECEIVED, CandidacyStatus.CONTACTED]


class CandidacyQuerySet(PublicSubmissionQuerySet):
    def waiting(self):
        return self.last_sent().filter(status__in=WAITING)

    def candidates(self, college):
        """Who may be drawn for a college: asked to come, and has no answer yet."""
        return self.last_sent().filter(status__in=CANDIDATES, college=college)

    def answered_before(self, day: datetime.date):
        return self.filter(answered_on__lt=day)

    def left_since(self, day: datetime.date):
        """Waiting for an answer, and nothing happened from that day on."""
        return self.filter(status__in=CANDIDATES, received_on__lt=day).exclude(steps__happened_on__gte=day)

    def met_before(self, day: datetime.date):
        """Met once, and nothing came of it."""
        return self.filter(status=CandidacyStatus.MET, received_on__lt=day)


class Candidacy(PublicSubmission):
    """A person on the way from a first contact to a seat: private, and erased twelve months after the answer."""

    unread = {"status": CandidacyStatus.RECEIVED}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    college = models.CharField("collège souhaité", max_length=8, choices=College, blank=True)
    name = models.CharField("nom", max_length=120, help_text="Le prénom, puis le nom.")
    organisation = models.CharField(
        "organisation", max_length=160, blank=True, help_text="Commerce, association ou service. Vide pour un habitant."
    )
    actor_kind = models.CharField("sorte d’acteur", max_length=12, choices=ActorKind, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    motivation = LongText("motivation", max_length=3000, blank=True)
    is_helped = models.BooleanField("une autre personne a aidé à remplir", default=False)
    has_consented = models.BooleanField("accord pour garder ces informations")

    channel = models.CharField("arrivée par", max_length=8, choices=CandidacyChannel, default=CandidacyChannel.ONLINE)
    met_at = models.CharField(
        "où et quand", max_length=160, blank=True, help_text="Par exemple\u00a0: fête des voisins, le 24 mai."
    )
    received_on = models.DateField("reçue le", default=timezone.localdate)
    status = models.CharField(
        "où en est-on", max_length=9, choices=CandidacyStatus, default=CandidacyStatus.RECEIVED, editable=False
    )
    answered_on = models.DateField("réponse donnée le", null=True, blank=True, editable=False)
    mandate = models.OneToOneField(
        Mandate, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="mandat"
    )

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
                violation_error_message="Une candidature acceptée, non retenue ou retirée porte le jour de la réponse.",
            ),
            models.CheckConstraint(
                name="candidacy_of_a_habitant_has_no_organisation",
                condition=~Q(college=College.HABITANT) | Q(organisation="", actor_kind=""),
                violation_error_message="Un habitant vient pour lui-même\u00a0: laissez l’organisation vide.",
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

    @property
    def next_statuses(self):
        return [status for status in CandidacyStatus if status in CandidacyStatus(self.status).then]

    @property
    def is_alternate(self):
        return self.mandate is not None and self.mandate.seat_kind == SeatKind.ALTERNATE

    def drawn_place(self):
        """What the draws gave to this person: a seat, or a place as an alternate; otherwise nothing."""
        for held in self.tickets.select_related("ticket__draw"):
            for step in held.ticket.draw.steps():
                if step.number == held.ticket.number and (step.is_seated or step.alternate_rank):
                    return step
        return None

    @property
    def stage(self):
        """Where the person is on the way from the first contact to the seat."""
        if self.mandate:
            return "suppléance" if self.is_alternate else "siège"
        return {CandidacyStatus.MET: "contact", CandidacyStatus.ACCEPTED: "acceptée"}.get(self.status, "candidature")

    @transaction.atomic
    def move_to(self, status, *, day, by=None, note=""):
        """The only way the status changes: dated, in the journal. The day of the first answer starts the year."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        CandidacyStatus(self.status).check_next(status)
        self.status = status
        self.answered_on = (self.answered_on or day) if self.is_answered else None
        self.save(update_fields=["status", "answered_on"])
        if status == CandidacyStatus.WITHDRAWN:
            withdrawn.note(withdrawn.Withdrawal.WITHDRAWN, self)
        return self.steps.create(status=status, happened_on=day, made_by=by, note=note)

    @transaction.atomic
    def accept(self, member, mandate, *, day, by=None, note=""):
        """Gives the person a seat, or a place as an alternate: member and mandate are new, nothing is half done."""
        step = self.move_to(CandidacyStatus.ACCEPTED, day=day, by=by, note=note)
        member.email, member.phone = self.email, self.phone
        member.save()
        mandate.member = member
        mandate.save()
        self.mandate = mandate
        self.save(update_fields=["mandate"])
        for held in self.tickets.select_related("ticket"):
            held.ticket.give_to(member)
        return step

    @transaction.atomic
    def promote(self, *, day, by=None, note=""):
        """The alternate takes a seat: the last step of the way."""
        if self.mandate is None:
            raise ValidationError("Cette personne n’est pas encore en suppléance.")
        self.mandate = self.mandate.promote(day)
        self.save(update_fields=["mandate"])
        return self.steps.create(status=self.status, happened_on=day, made_by=by, note=note or "Devient titulaire.")


class CandidacyStep(models.Model):
    """What happened to a candidacy, and when; written once, erased with it."""

    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="steps", verbose_name="candidature")
    status = models.CharField("étape", max_length=9, choices=CandidacyStatus)
    happened_on = models.DateField("le")
    note = LongText("note", max_length=2000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par"
    )

    class Meta:
        verbose_name = "étape d’une candidature"
        verbose_name_plural = "étapes d’une candidature"
        ordering = ["happened_on", "pk"]

    def __str__(self):
        return f"{self.get_status_display()}, le {self.happened_on:%d/%m/%Y}"
