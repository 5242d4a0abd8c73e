import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from council.models import Place
from meetings.models.meeting_set import MeetingKind, MeetingQuerySet, MeetingState
from meetings.rules.reference import propose_reference
from members.models import Commission
from publishing.dates.dated import Dated
from publishing.dates.imprecise_date import ImpreciseDate
from publishing.example import DemoContent
from publishing.feeds.calendar_entry import CalendarEntry
from publishing.natural_key import Referenced
from publishing.publishable import Publishable
from publishing.sourced import Sourced

PLAUSIBLE_DAYS = (datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
RESERVED_ADDRESSES = ["mois", "calendrier", "plenieres", "commissions", "abonnement", "comptes-rendus", "affiche"]


class Meeting(Referenced, Publishable, Dated, CalendarEntry, Sourced, DemoContent):
    """A time when the council, or one of its commissions, meets or is represented."""

    Kind = MeetingKind
    State = MeetingState
    cancelled_word = "Annulée"

    class Audience(models.TextChoices):
        EVERYONE = "everyone", "ouverte à toutes et à tous"
        MEMBERS = "members", "pour les membres du Conseil"
        INVITED = "invited", "sur invitation"

    kind = models.CharField(
        "nature",
        max_length=14,
        choices=MeetingKind,
        default=MeetingKind.PLENARY,
        help_text="«\u00a0Représentation\u00a0»\u00a0: le Conseil est invité à la réunion d’un autre organisme.",
    )
    is_kind_inferred = models.BooleanField(
        "nature déduite",
        default=False,
        help_text="La nature n’est pas écrite dans le document\u00a0: elle a été déduite.",
    )
    title = models.CharField(
        "titre", max_length=160, default="Séance plénière", help_text="Par exemple «\u00a0Séance plénière\u00a0»."
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="lieu",
        help_text="Vide si vous ne savez pas encore\u00a0: le site dira «\u00a0lieu à confirmer\u00a0».",
    )
    commission = models.ForeignKey(
        Commission,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="commission",
        help_text="Seulement pour une réunion de commission.",
    )
    audience = models.CharField(
        "qui peut venir", max_length=8, choices=Audience, blank=True, help_text="Vide si ce n’est pas décidé."
    )
    public_note = models.TextField(
        "à savoir", blank=True, help_text="Deux ou trois phrases courtes, montrées sur le site."
    )

    state = models.CharField("état", max_length=9, choices=MeetingState, default=MeetingState.PLANNED, editable=False)
    cancellation_reason = models.CharField("raison de l’annulation", max_length=240, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta, Dated.Meta):
        verbose_name = "réunion"
        constraints = (
            Publishable.Meta.constraints
            + Dated.Meta.constraints
            + [
                models.CheckConstraint(
                    name="meeting_cancelled_says_why",
                    condition=(Q(state=MeetingState.CANCELLED) & ~Q(cancellation_reason=""))
                    | (~Q(state=MeetingState.CANCELLED) & Q(cancellation_reason="")),
                    violation_error_message="Pour annuler une réunion, dites pourquoi.",
                ),
                models.CheckConstraint(
                    name="meeting_of_a_commission_only",
                    condition=Q(commission__isnull=True) | Q(kind=MeetingKind.COMMISSION),
                    violation_error_message="Laissez la commission vide\u00a0: ce n’est pas une réunion de commission.",
                ),
                models.CheckConstraint(
                    name="meeting_in_a_plausible_year",
                    condition=(Q(starts_on__isnull=True) | Q(starts_on__range=PLAUSIBLE_DAYS))
                    & (Q(ends_on__isnull=True) | Q(ends_on__range=PLAUSIBLE_DAYS)),
                    violation_error_message="Vérifiez l’année de la réunion.",
                ),
                models.CheckConstraint(
                    name="meeting_address_is_free",
                    condition=~Q(reference__in=RESERVED_ADDRESSES),
                    violation_error_message="Cette adresse est déjà prise par l’agenda. Choisissez-en une autre.",
                ),
            ]
        )

    def __str__(self):
        return f"{self.title}, {self.when.label}"

    @property
    def kind_in_words(self):
        """«séance plénière», and whether that is only deduced."""
        return f"{self.get_kind_display()}{' (nature à confirmer)' if self.is_kind_inferred else ''}"

    def get_absolute_url(self):
        return reverse("meetings:meeting_detail", args=[self.reference])

    def is_over_on(self, day: datetime.date) -> bool:
        """Held, or its last possible day has passed; without any date, nobody waits for it any more."""
        last_day = self.when.last_day
        return self.is_held or (not self.is_awaited if last_day is None else last_day < day)

    @property
    def is_over(self) -> bool:
        return self.is_over_on(timezone.localdate())

    @property
    def has_begun(self) -> bool:
        """It may have taken place already."""
        return self.starts_on is None or self.starts_on <= timezone.localdate()

    @property
    def is_awaited(self) -> bool:
        return not MeetingState(self.state).is_ended

    @property
    def is_held(self) -> bool:
        return self.state == MeetingState.HELD

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def is_postponed(self) -> bool:
        return self.state == MeetingState.POSTPONED

    @property
    def is_unsettled(self) -> bool:
        """It was programmed, the day has passed, and nobody said whether it took place."""
        return self.is_awaited and self.is_over

    @property
    def place_label(self) -> str:
        """The place; the letters MPT are explained."""
        if self.place is None:
            return ""
        is_centre = self.place.kind == Place.Kind.COMMUNITY_CENTRE and "maison" not in self.place.name.lower()
        return f"{self.place.name} ({self.place.get_kind_display()})" if is_centre else self.place.name

    @property
    def agenda_titles(self) -> list[str]:
        return [item.title for item in self.agenda_items.all()]

    @property
    def public_commission(self) -> Commission | None:
        return self.commission if self.commission and self.commission.is_public else None

    @property
    def missing(self) -> list[str]:
        """What a resident would still ask about a meeting to come."""
        if self.is_over or self.is_cancelled:
            return []
        known = {
            "jour": self.when.has_known_days,
            "heure": self.start_time,
            "lieu": self.place_id,
            "qui peut venir": self.audience,
        }
        return [name for name, value in known.items() if not value]

    def proposed_reference(self) -> str:
        others = type(self).objects.exclude(pk=self.pk)
        return propose_reference(self.kind, self.when, lambda reference: others.filter(reference=reference).exists())

    @transaction.atomic
    def postpone(self, when: ImpreciseDate, *, by, reason: str, on: datetime.date | None = None):
        """Moves the meeting, to another date or to one still to be found; the date that it leaves is kept."""
        day = on or timezone.localdate()
        self._enter(MeetingState.POSTPONED)
        if when == self.when:
            raise ValidationError("La réunion est déjà à cette date. Choisissez-en une autre.")
        if when.last_day is not None and when.last_day < day:
            raise ValidationError("La nouvelle date est déjà passée. Choisissez une date à venir.")
        trace = self.postponements.model(meeting=self, when=self.when, by=by, reason=reason.strip(), moved_on=day)
        trace.full_clean()
        trace.save()
        self.when = when
        self._record(MeetingState.POSTPONED)
        return trace

    @transaction.atomic
    def cancel(self, reason: str):
        self._enter(MeetingState.CANCELLED)
        self.cancellation_reason = reason.strip()
        self._record(MeetingState.CANCELLED)

    @transaction.atomic
    def hold(self):
        """Somebody confirms that the meeting took place."""
        self._enter(MeetingState.HELD)
        if not self.has_begun:
            raise ValidationError("Cette réunion est à venir. Elle n’a pas encore eu lieu.")
        self._record(MeetingState.HELD)

    @transaction.atomic
    def reinstate(self):
        """Undoes a cancellation, or a «held» said by mistake."""
        self._enter(MeetingState.PLANNED)
        self.cancellation_reason = ""
        self._record(MeetingState.POSTPONED if self.postponements.exists() else MeetingState.PLANNED)

    @transaction.atomic
    def confirm(self, day):
        """Those who subscribed see that the information is fresh."""
        super().confirm(day)
        self._announce()

    @transaction.atomic
    def keep(self):
        """The minutes follow their meeting."""
        super().keep()
        if minutes := getattr(self, "minutes", None):
            minutes.keep()
        self._announce()

    def _announce(self):
        self.revise()
        self.save(update_fields=["sequence", "changed_at"])

    def _enter(self, state: MeetingState):
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        MeetingState(self.state).check_next(state, "Une réunion")

    def _record(self, state: MeetingState):
        self.state = state
        self.revise()
        self.full_clean()
        self.save()
