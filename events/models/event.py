from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from council.models import Partner, Place
from publishing.dates.dated import Dated, DatedQuerySet
from publishing.example import DemoContent, ExampleQuerySet
from publishing.feeds.calendar_entry import CalendarEntry
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.publishable import Publishable, PublishableQuerySet
from publishing.sourced import Sourced
from publishing.words.rich_text import RichTextField, render_html

RESERVED_ADDRESSES = ["photos", "calendrier", "actualites"]


class EventKind(models.TextChoices):
    """The value also stands in the addresses of the filters."""

    GATHERING = "convivialite", "moment de convivialité"
    DROP_IN = "permanence", "permanence"
    VISIT = "visite", "visite"
    PARTNER = "rencontre", "rencontre d’un partenaire"
    TRAINING = "formation", "formation"
    ACTIVITY = "animation", "animation"
    PROJECT = "action", "action suivie"


class EventQuerySet(PublishableQuerySet, DatedQuerySet, ReferencedQuerySet, ExampleQuerySet):
    def with_place(self):
        return self.select_related("place")

    def with_photos(self, photos):
        """`photos`: the photos that may be shown, in `shown_photos`."""
        return self.prefetch_related(Prefetch("photos", photos, to_attr="shown_photos"))


class Event(Referenced, Publishable, Dated, CalendarEntry, Sourced, DemoContent):
    """Something the council does or joins outside its meetings: a feast, a visit, a garden that is followed."""

    Kind = EventKind

    kind = models.CharField("nature", max_length=12, choices=EventKind)
    title = models.CharField("titre", max_length=160, help_text="Par exemple «\u00a0Fête des voisins\u00a0».")
    lead = models.CharField(
        "en une phrase", max_length=240, blank=True, help_text="Une phrase courte, montrée dans les listes."
    )
    text = RichTextField("texte", blank=True, help_text="Des phrases courtes. Facultatif.")
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="lieu",
        help_text="Vide si vous ne savez pas encore\u00a0: le site dira «\u00a0lieu à confirmer\u00a0».",
    )
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="events", verbose_name="avec qui", help_text="Les partenaires présents."
    )
    contacts_taken = models.PositiveSmallIntegerField(
        "contacts pris",
        null=True,
        blank=True,
        help_text="Combien de personnes veulent en savoir plus sur le Conseil. "
        "Jamais leurs noms. Vide si vous ne savez pas.",
    )
    cancellation_reason = models.CharField(
        "annulé, parce que", max_length=240, blank=True, help_text="Vide si l’événement a bien lieu."
    )

    objects = EventQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta, Dated.Meta):
        verbose_name = "événement"
        constraints = (
            Publishable.Meta.constraints
            + Dated.Meta.constraints
            + [
                models.CheckConstraint(
                    name="event_address_is_free",
                    condition=~Q(reference__in=RESERVED_ADDRESSES),
                    violation_error_message="Cette adresse est déjà prise par le site. Choisissez-en une autre.",
                ),
                models.CheckConstraint(
                    name="event_has_a_title",
                    condition=~Q(title=""),
                    violation_error_message="Donnez un titre à l’événement.",
                ),
            ]
        )

    def __str__(self):
        return f"{self.title}, {self.when.label}"

    def get_absolute_url(self):
        return reverse("events:event_detail", args=[self.reference])

    @property
    def html(self):
        return render_html(self.text)

    @property
    def is_cancelled(self) -> bool:
        return bool(self.cancellation_reason)

    @property
    def is_over(self) -> bool:
        return self.is_over_on(timezone.localdate())

    def is_over_on(self, day) -> bool:
        """Its last possible day has passed; without any date, nobody waits for it."""
        last_day = self.when.last_day
        return last_day is None or last_day < day

    @property
    def public_note(self) -> str:
        return self.lead

    @property
    def place_label(self) -> str:
        return self.place.name if self.place else ""
