"""The kinds and states of meetings, and the sets of them that have a name."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from meetings.rules.agenda import Around
from publishing.dates.dated import DatedQuerySet
from publishing.example import ExampleQuerySet
from publishing.natural_key import ReferencedQuerySet
from publishing.publishable import PublishableQuerySet
from publishing.words.progress import Progress, StatusChoices


class MeetingKind(models.TextChoices):
    """The value also stands in the addresses of the filters."""

    PLENARY = "pleniere", "séance plénière"
    COMMISSION = "commission", "réunion de commission"
    REPRESENTATION = "representation", "représentation"


class MeetingState(StatusChoices):
    PLANNED = "planned", Progress.LATER, {"postponed", "cancelled", "held"}, "programmée"
    POSTPONED = "postponed", Progress.LATER, {"postponed", "cancelled", "held"}, "reportée"
    CANCELLED = "cancelled", Progress.STOPPED, {"planned"}, "annulée"
    HELD = "held", Progress.DONE, {"planned"}, "tenue"


def held_before(day: datetime.date) -> Q:
    """Of what hangs on a meeting; one whose day is not known counts from its last change."""
    unknown = Q(meeting__starts_on__isnull=True, meeting__changed_at__date__lt=day)
    return Q(meeting__starts_on__lt=day) | unknown


class MeetingQuerySet(PublishableQuerySet, DatedQuerySet, ReferencedQuerySet, ExampleQuerySet):
    def with_place(self):
        return self.select_related("place", "commission")

    def for_calendar(self):
        """All that a calendar says of them."""
        return self.select_related("place").prefetch_related("agenda_items").in_order()

    def with_page(self):
        """All that the page of one meeting shows, also what the rooms above hang on its agenda."""
        above = self.model._meta.get_field("agenda_items").related_model._meta.related_objects
        links = [f"agenda_items__{link.get_accessor_name()}" for link in above]
        return (
            self.select_related("place", "commission", "minutes")
            .prefetch_related("agenda_items", "postponements", "attachments", *links)
            .annotate(guest_count=models.Count("guests"))
        )

    def revise(self):
        """A new version of each, for those who subscribed to the calendar."""
        return self.update(sequence=models.F("sequence") + 1, changed_at=timezone.now())

    def awaited(self):
        """Neither held nor cancelled, as far as anybody said."""
        return self.filter(state__in=MeetingState.ongoing())

    def held_here(self):
        """Ours, and held since the portal keeps them: what an old document tells brings no sheet and no minutes."""
        return self.exclude(kind=MeetingKind.REPRESENTATION).filter(state=MeetingState.HELD, state_as_of="")

    def without_adopted_minutes(self):
        return self.held_here().filter(minutes__adopted_at=None)

    def with_overdue_actions(self, today: datetime.date):
        return self.filter(action_items__state="open", action_items__due_on__lt=today).distinct()

    def around(self, today: datetime.date) -> Around:
        """One query: those cancelled for today, the next one, the last one held, the last one nobody confirmed."""
        cancelled = Q(state=MeetingState.CANCELLED, starts_on__lte=today) & (Q(starts_on=today) | Q(ends_on__gte=today))
        following = self.awaited().upcoming(today).in_order().values("pk")[:1]
        held = self.filter(state=MeetingState.HELD, starts_on__isnull=False).newest_first().values("pk")[:1]
        unsettled = self.awaited().past(today).filter(starts_on__isnull=False).newest_first().values("pk")[:1]
        shown = cancelled | Q(pk__in=following) | Q(pk__in=held) | Q(pk__in=unsettled)
        chosen = list(self.filter(shown).with_place().in_order())
        return Around(
            cancelled_today=tuple(m for m in chosen if m.is_cancelled and m.when.has_known_days),
            next=next((m for m in chosen if m.is_awaited and not m.is_over_on(today)), None),
            last_held=next((m for m in chosen if m.is_held), None),
            last_unsettled=next((m for m in chosen if m.is_awaited and m.is_over_on(today)), None),
        )
