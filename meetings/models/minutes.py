import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from meetings.models.meeting import Meeting
from publishing.erasing.withdrawn import Withdrawal, note
from publishing.example import DemoContent, ExampleQuerySet
from publishing.words.progress import Progress, StatusChoices
from publishing.words.rich_text import RichTextField


class MinutesStage(StatusChoices):
    DRAFT = "draft", Progress.LATER, {"reread"}, "brouillon"
    REREAD = "reread", Progress.NOW, {"adopted", "draft"}, "relu"
    ADOPTED = "adopted", Progress.DONE, {"published", "draft"}, "adopté"
    PUBLISHED = "published", Progress.DONE, {"adopted"}, "publié"


AGREED = MinutesStage.ended()


class MinutesQuerySet(ExampleQuerySet):
    def public(self):
        """Published minutes of a published meeting; anything else is a 404."""
        return self.filter(stage=MinutesStage.PUBLISHED, meeting__in=Meeting.objects.published())

    def with_meeting(self):
        return self.select_related("meeting__place", "meeting__commission", "adopted_at")

    def newest_first(self):
        return self.order_by("-meeting__starts_on", "-pk")


class Minutes(DemoContent):
    """What was said and decided at a meeting: written, read again, adopted at a later meeting, then published."""

    Stage = MinutesStage

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes", verbose_name="réunion")
    body = RichTextField(
        "texte",
        blank=True,
        help_text="Ce qui a été dit et décidé. Le nom d’une personne\u00a0: seulement avec son accord.",
    )
    stage = models.CharField(
        "où en est-on", max_length=9, choices=MinutesStage, default=MinutesStage.DRAFT, editable=False
    )
    adopted_at = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="adopted_minutes",
        verbose_name="adopté à la réunion",
    )
    remarks = models.TextField(
        "remarques à l’adoption", blank=True, editable=False, help_text="Publiées sous le compte rendu."
    )
    published_at = models.DateTimeField("publié le", null=True, blank=True, editable=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True, editable=False)

    objects = MinutesQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "compte rendu"
        verbose_name_plural = "comptes rendus"
        constraints = [
            models.CheckConstraint(
                name="minutes_adopted_at_a_meeting",
                condition=Q(stage__in=AGREED, adopted_at__isnull=False)
                | (~Q(stage__in=AGREED) & Q(adopted_at__isnull=True)),
                violation_error_message="Un compte rendu adopté dit à quelle réunion il l’a été.",
            ),
            models.CheckConstraint(
                name="minutes_published_at_a_moment",
                condition=Q(stage=MinutesStage.PUBLISHED, published_at__isnull=False)
                | (~Q(stage=MinutesStage.PUBLISHED) & Q(published_at__isnull=True)),
                violation_error_message="Un compte rendu publié dit depuis quand.",
            ),
            models.CheckConstraint(
                name="minutes_not_adopted_by_themselves",
                condition=Q(adopted_at__isnull=True) | ~Q(adopted_at=models.F("meeting")),
                violation_error_message="Une réunion n’adopte pas son propre compte rendu.",
            ),
        ]

    def __str__(self):
        return f"Compte rendu, {self.meeting.title}, {self.meeting.when.label}"

    def get_absolute_url(self):
        return reverse("meetings:minutes_detail", args=[self.meeting.reference])

    @property
    def is_public(self) -> bool:
        return self.stage == MinutesStage.PUBLISHED and self.meeting.is_public

    @property
    def is_editable(self) -> bool:
        return not MinutesStage(self.stage).is_ended

    @transaction.atomic
    def reread(self):
        """Somebody else read it: the council may now adopt it."""
        self._enter(MinutesStage.REREAD)
        if not self.body.strip():
            raise ValidationError("Le compte rendu est vide. Écrivez-le d’abord.")
        self._record(MinutesStage.REREAD)

    @transaction.atomic
    def adopt(self, at: Meeting, remarks: str = ""):
        """At a later meeting that has begun."""
        self._enter(MinutesStage.ADOPTED)
        if at.starts_on is None or self.meeting.starts_on is None or at.starts_on <= self.meeting.starts_on:
            raise ValidationError("Un compte rendu est adopté à une réunion plus tardive.")
        if at.starts_on > timezone.localdate() or at.is_cancelled:
            raise ValidationError("Cette réunion n’a pas encore eu lieu, ou elle est annulée.")
        if at.is_example != self.meeting.is_example:
            raise ValidationError("Une réunion inventée n’adopte pas un vrai compte rendu.")
        self.adopted_at, self.remarks = at, remarks.strip()
        self._record(MinutesStage.ADOPTED)

    @transaction.atomic
    def publish(self, at: datetime.datetime | None = None):
        self._enter(MinutesStage.PUBLISHED)
        if not self.meeting.is_public:
            raise ValidationError("Publiez d’abord la réunion elle-même.")
        self.published_at = at or timezone.now()
        self._record(MinutesStage.PUBLISHED)

    @transaction.atomic
    def withdraw(self):
        """Gone from the site at once; still adopted."""
        self._enter(MinutesStage.ADOPTED)
        if self.stage != MinutesStage.PUBLISHED:
            raise ValidationError("Ce compte rendu n’est pas publié.")
        self.published_at = None
        self._record(MinutesStage.ADOPTED)
        note(Withdrawal.WITHDRAWN, self)

    @transaction.atomic
    def reopen(self):
        """Back to a draft, to correct it; it must then be adopted again."""
        self._enter(MinutesStage.DRAFT)
        self.adopted_at, self.remarks = None, ""
        self._record(MinutesStage.DRAFT)

    def _enter(self, stage: MinutesStage):
        self.refresh_from_db(from_queryset=Minutes.objects.select_for_update())
        MinutesStage(self.stage).check_next(stage, "Un compte rendu")

    def _record(self, stage: MinutesStage):
        self.stage = stage
        self.full_clean()
        self.save()
