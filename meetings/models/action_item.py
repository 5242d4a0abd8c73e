import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from meetings.models.meeting import Meeting
from meetings.models.minutes import MinutesStage
from publishing.dates.imprecise_date import day_in_words


class ActionItemQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=ActionItem.State.OPEN)

    def overdue(self, day: datetime.date):
        return self.open().filter(due_on__lt=day)

    def published(self):
        """Decided at a meeting whose minutes everybody may read."""
        return self.filter(meeting__minutes__stage=MinutesStage.PUBLISHED, meeting__in=Meeting.objects.published())

    def followed_by(self, meeting: Meeting):
        """What earlier meetings of the same kind decided, and that was still open on the day of this one."""
        if not meeting.when.is_exact:
            return self.none()
        earlier = Q(meeting__starts_on__lt=meeting.starts_on, meeting__is_example=meeting.is_example)
        same = Q(meeting__kind=meeting.kind, meeting__commission=meeting.commission_id)
        still_open = Q(closed_on__isnull=True) | Q(closed_on__gte=meeting.starts_on)
        return self.filter(earlier & same & still_open).order_by("meeting__starts_on", "order", "pk")


class ActionItem(models.Model):
    """One line of the list of decisions: what, who, for when; followed from one meeting to the next."""

    class State(models.TextChoices):
        OPEN = "open", "à faire"
        DONE = "done", "fait"
        DROPPED = "dropped", "abandonné"

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="action_items", verbose_name="décidé à la réunion"
    )
    order = models.PositiveSmallIntegerField("rang", default=0)
    what = models.CharField("quoi", max_length=300, help_text="Une phrase courte, publiée avec le compte rendu.")
    who = models.CharField(
        "qui",
        max_length=160,
        blank=True,
        help_text="Par exemple «\u00a0commission Communication\u00a0». Un nom\u00a0: "
        "seulement avec l’accord de la personne.",
    )
    due_on = models.DateField("pour quand", null=True, blank=True, help_text="Vide si aucune date n’est fixée.")
    state = models.CharField("où en est-on", max_length=7, choices=State, default=State.OPEN, editable=False)
    closed_on = models.DateField("terminé le", null=True, blank=True, editable=False)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = "décision à suivre"
        verbose_name_plural = "décisions à suivre"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="action_item_closed_has_a_day",
                condition=Q(state="open", closed_on__isnull=True) | (~Q(state="open") & Q(closed_on__isnull=False)),
                violation_error_message="Une décision terminée porte le jour où elle l’a été.",
            )
        ]

    def __str__(self):
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def due_label(self) -> str:
        return f"pour le {day_in_words(self.due_on, weekday=False)}" if self.due_on else "sans date"

    @transaction.atomic
    def close(self, state: str, on: datetime.date):
        """Done or dropped, on a day; only what is open can be closed."""
        self.refresh_from_db(from_queryset=ActionItem.objects.select_for_update())
        if not self.is_open:
            raise ValidationError("Cette décision est déjà terminée.")
        self.state, self.closed_on = state, on
        self.full_clean(exclude=["meeting"])
        self.save(update_fields=["state", "closed_on"])

    @transaction.atomic
    def reopen(self):
        self.refresh_from_db(from_queryset=ActionItem.objects.select_for_update())
        self.state, self.closed_on = self.State.OPEN, None
        self.save(update_fields=["state", "closed_on"])
