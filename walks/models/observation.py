import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, Max, Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from publishing.erasing.erasure import erase
from publishing.example import DemoContent, ExampleQuerySet
from publishing.forms.long_text import LongText
from publishing.publishable import Publication, Publishable, PublishableQuerySet
from walks.models.grid import Criterion
from walks.models.map_point import whole_point
from walks.models.walk import Stop, Walk
from walks.rules.board import days_waited
from walks.rules.status import ANSWERS, ObservationStatus
from walks.rules.vocabulary import Body, Category, Moderation, ObservationKind, Size, Verdict

SHOWN = [Publication.PUBLISHED, Publication.SCHEDULED]


class ObservationQuerySet(PublishableQuerySet, ExampleQuerySet):
    def of_public_walks(self):
        return self.published().filter(walk__in=Walk.objects.published())

    def counted(self):
        """Every figure and every letter: an example counts on an example's walk only."""
        return self.filter(Q(is_example=False) | Q(walk__is_example=True))

    def in_order(self):
        return self.order_by("walk", "number")

    def with_stop(self):
        return self.select_related("walk", "stop")

    def with_photos(self, photos):
        return self.prefetch_related(Prefetch("photos", photos, to_attr="shown_photos"))

    def with_reports(self):
        """`fixed` and `still`: how many residents, read over, say each thing."""
        counted = Q(reports__moderation=Moderation.SHOWN)
        return self.annotate(
            fixed=Count("reports", filter=counted & Q(reports__verdict=Verdict.FIXED)),
            still=Count("reports", filter=counted & Q(reports__verdict=Verdict.STILL)),
        )

    def to_send(self):
        """Read over, and waiting to be sent to somebody; or said to be finished, and residents still see it since."""
        finished_on = Coalesce("done_on", "answered_on")
        still_there = Q(
            status__in=[ObservationStatus.DONE, ObservationStatus.DROPPED],
            reports__moderation=Moderation.SHOWN,
            reports__verdict=Verdict.STILL,
            reports__sent_on__gt=finished_on,
        )
        waiting = Q(status=ObservationStatus.NOTED) | still_there
        return self.filter(waiting, reviewed_on__isnull=False).exclude(addressed_to="").distinct()

    def to_review(self):
        return self.filter(reviewed_on=None)

    def waiting_for_an_answer(self):
        return self.filter(status=ObservationStatus.SENT)


class Observation(Publishable, DemoContent):
    """Something seen on a walk. Never a name, a number plate or a face: somebody reads it over before it is shown."""

    Kind = ObservationKind
    Category = Category

    token = models.UUIDField("jeton de saisie", default=uuid.uuid4, unique=True, editable=False)
    walk = models.ForeignKey(Walk, models.CASCADE, related_name="observations", verbose_name="marche")
    number = models.PositiveIntegerField("numéro", editable=False)
    stop = models.ForeignKey(
        Stop, models.SET_NULL, null=True, blank=True, related_name="observations", verbose_name="arrêt"
    )
    kind = models.CharField("nature", max_length=20, choices=ObservationKind, default=ObservationKind.MALFUNCTION)
    category = models.CharField("sujet", max_length=16, choices=Category, default=Category.OTHER)
    place_words = models.CharField(
        "où",
        max_length=160,
        blank=True,
        help_text="Le lieu avec des mots. Par exemple\u00a0: devant le 3, côté parking.",
    )
    text = LongText(
        "ce que l’on a vu", max_length=1000, help_text="Sans nom de personne, sans plaque d’immatriculation."
    )
    suggestion = LongText("proposition", max_length=1000, blank=True)
    criterion = models.ForeignKey(
        Criterion, models.SET_NULL, null=True, blank=True, related_name="observations", verbose_name="principe"
    )
    size = models.CharField("ampleur", max_length=8, choices=Size, blank=True)
    is_repeated = models.BooleanField("revient souvent", default=False)
    is_urgent = models.BooleanField("urgent", default=False)
    latitude = models.DecimalField("latitude", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("longitude", max_digits=9, decimal_places=6, null=True, blank=True)
    addressed_to = models.CharField("adressée à", max_length=14, choices=Body, blank=True)
    reviewed_on = models.DateField(
        "relue le", null=True, blank=True, help_text="Quelqu’un a vérifié\u00a0: ni nom, ni plaque, ni visage."
    )

    status = models.CharField(
        "statut", max_length=12, choices=ObservationStatus, default=ObservationStatus.NOTED, editable=False
    )
    sent_on = models.DateField("transmise le", null=True, editable=False)
    answered_on = models.DateField("réponse reçue le", null=True, editable=False)
    due_on = models.DateField("prévue pour le", null=True, editable=False)
    done_on = models.DateField("réalisée le", null=True, editable=False)

    objects = ObservationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta):
        verbose_name = "observation"
        ordering = ["walk", "number"]
        permissions = [("answer_observation", "Peut écrire les réponses aux observations")]
        constraints = Publishable.Meta.constraints + [
            models.UniqueConstraint(
                fields=["walk", "number"],
                name="observation_number_once_in_a_walk",
                violation_error_message="Deux observations ont le même numéro.",
            ),
            models.CheckConstraint(
                name="observation_is_read_over_before_it_is_shown",
                condition=~Q(publication__in=SHOWN) | Q(reviewed_on__isnull=False),
                violation_error_message="Relisez l’observation avant de la publier\u00a0: "
                "ni nom, ni plaque, ni visage.",
            ),
            models.CheckConstraint(
                name="observation_says_something",
                condition=~Q(text=""),
                violation_error_message="Écrivez ce que vous avez vu.",
            ),
            models.CheckConstraint(
                name="observation_sent_has_a_day",
                condition=Q(status=ObservationStatus.NOTED) | (Q(sent_on__isnull=False) & ~Q(addressed_to="")),
                violation_error_message="Une observation transmise a une date d’envoi et un destinataire.",
            ),
            models.CheckConstraint(
                name="observation_answered_has_a_day",
                condition=~Q(status__in=ANSWERS)
                | Q(answered_on__isnull=False, sent_on__isnull=False, answered_on__gte=F("sent_on")),
                violation_error_message="Une réponse a une date, après celle de l’envoi.",
            ),
            models.CheckConstraint(
                name="observation_done_has_a_day",
                condition=~Q(status=ObservationStatus.DONE) | Q(done_on__isnull=False),
                violation_error_message="Dites quel jour c’était réalisé.",
            ),
            whole_point("observation_has_a_whole_point_or_none"),
        ]

    def __str__(self):
        return f"Observation {self.number}"

    def get_absolute_url(self):
        return reverse("walks:observation_detail", args=[self.walk.reference, self.number])

    @property
    def heading(self) -> str:
        return f"Observation n°\u00a0{self.number}, {self.get_category_display()}"

    @property
    def place(self) -> str:
        stop = self.stop.name if self.stop else ""
        return ", ".join(part for part in (stop, self.place_words) if part)

    @property
    def days_waited(self) -> int | None:
        return days_waited(self.sent_on, self.answered_on, timezone.localdate())

    @property
    def point(self):
        """(latitude, longitude) of the observation, else of its stop, else None."""
        for spot in (self, self.stop):
            if spot is not None and spot.latitude is not None:
                return float(spot.latitude), float(spot.longitude)
        return None

    @property
    def status_choice(self) -> ObservationStatus:
        """Its status, with all that it says of itself."""
        return ObservationStatus(self.status)

    def clean(self):
        if self.stop_id and self.walk_id and self.stop.walk_id != self.walk_id:
            raise ValidationError({"stop": "Cet arrêt est sur une autre marche."})
        if self.status != ObservationStatus.NOTED and not self.addressed_to:
            raise ValidationError({"addressed_to": "Cette observation est déjà transmise. Dites à qui."})

    @transaction.atomic
    def enter(self):
        """Gives the next number of the walk and saves, once: a second sending of the same token changes nothing."""
        Walk.objects.select_for_update().get(pk=self.walk_id)
        known = Observation.objects.filter(token=self.token).first()
        if known is not None:
            return known, False
        self.number = (self.walk.observations.aggregate(last=Max("number"))["last"] or 0) + 1
        self.full_clean(exclude=["number"])
        self.save()
        return self, True

    @transaction.atomic
    def erase(self):
        """Nothing stays of it: neither its photos on the disk, nor the words that it had before."""
        self.photos.all().remove_all()
        erase(self)

    def approve(self, day):
        """Somebody read it over on `day`: it may be shown."""
        self.reviewed_on, self.publication = day, Publication.PUBLISHED
        self.full_clean()
        self.save(update_fields=["reviewed_on", "publication"])

    @transaction.atomic
    def record(self, status: ObservationStatus, *, on, words: str = "", by: str = "", due_on=None):
        """The only way a status changes: dated, and kept. ValidationError: what the change lacks."""
        self.refresh_from_db(from_queryset=Observation.objects.select_for_update())
        self._check(status, on)
        change = StatusChange(
            observation=self, status=status, changed_on=on, words=words.strip(), by=by.strip(), due_on=due_on
        )
        change.full_clean()
        change.save()
        self._enter(status, on, due_on)
        self.save()
        return change

    def _check(self, status, on):
        self.status_choice.check_next(status, "Une observation")
        if on > timezone.localdate():
            raise ValidationError("Cette date est à venir. Donnez le jour où c’est arrivé.")
        last = self.changes.aggregate(last=Max("changed_on"))["last"]
        if last and on < last:
            raise ValidationError(f"Le dernier changement date du {last:%d/%m/%Y}. Donnez ce jour, ou un jour après.")
        if status == ObservationStatus.SENT and not self.addressed_to:
            raise ValidationError("Dites d’abord à qui l’observation est adressée.")

    def _enter(self, status, on, due_on):
        self.status = status
        if status == ObservationStatus.SENT:
            self.sent_on, self.answered_on, self.due_on, self.done_on = on, None, None, None
        else:
            self.answered_on = self.answered_on or on
            self.due_on = due_on or self.due_on
            self.done_on = on if status == ObservationStatus.DONE else None


class StatusChange(models.Model):
    """One line of an observation's life. Written by `Observation.record`, never changed, never deleted alone."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="changes", verbose_name="observation")
    status = models.CharField("statut", max_length=12, choices=ObservationStatus)
    changed_on = models.DateField("le")
    words = LongText("réponse ou raison", max_length=2000, blank=True)
    by = models.CharField("qui répond", max_length=160, blank=True, help_text="Un service, jamais une personne.")
    due_on = models.DateField("prévu pour le", null=True, blank=True)

    class Meta:
        verbose_name = "changement de statut"
        verbose_name_plural = "changements de statut"
        ordering = ["changed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="status_change_dropped_says_why",
                condition=~Q(status=ObservationStatus.DROPPED) | ~Q(words=""),
                violation_error_message="«\u00a0Sans suite\u00a0» demande une raison.",
            ),
            models.CheckConstraint(
                name="status_change_answer_has_its_words",
                condition=~Q(status=ObservationStatus.ANSWERED) | ~Q(words=""),
                violation_error_message="Écrivez la réponse reçue.",
            ),
            models.CheckConstraint(
                name="status_change_due_only_when_planned",
                condition=Q(due_on=None) | Q(status=ObservationStatus.PLANNED, due_on__gte=F("changed_on")),
                violation_error_message="Une date prévue va avec «\u00a0programmée\u00a0», et vient après la réponse.",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()} le {self.changed_on:%d/%m/%Y}"

    @property
    def is_sending(self) -> bool:
        return self.status == ObservationStatus.SENT
