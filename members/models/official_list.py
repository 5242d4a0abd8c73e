import datetime

from django.db import models, transaction
from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import User
from members.models.mandate import Mandate, Role, SeatKind
from members.models.member import Member
from members.rules.college import College
from members.rules.list_difference import ListEntry
from publishing.dates.imprecise_date import day_in_words


class OfficialListQuerySet(models.QuerySet):
    def latest_recorded(self) -> "OfficialList | None":
        return self.with_seats().order_by("-recorded_at").first()

    def with_seats(self):
        return self.prefetch_related(Prefetch("seats", ListedSeat.objects.order_by("pk")))

    @transaction.atomic
    def record(self, day: datetime.date, *, note: str = "", by: User | None = None) -> "OfficialList":
        """Keeps the list as it is for `day`; examples never enter it."""
        recorded = self.create(day=day, note=note, recorded_by=by)
        entries = [entry for entry in entries_on(day) if not entry.is_example]
        ListedSeat.objects.bulk_create(ListedSeat.of(recorded, entry) for entry in entries)
        return recorded


class OfficialList(models.Model):
    """The composition as it was written for the prefect or the city, one day. Written once, never changed."""

    day = models.DateField("composition au")
    note = models.CharField(
        "à qui, et pourquoi", max_length=160, blank=True, help_text="Par exemple «\u00a0envoyée à la préfecture\u00a0»."
    )
    recorded_at = models.DateTimeField("enregistrée le", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="par"
    )

    objects = OfficialListQuerySet.as_manager()

    class Meta:
        verbose_name = "liste officielle"
        verbose_name_plural = "listes officielles"
        ordering = ["-recorded_at"]

    def __str__(self):
        return f"Liste au {day_in_words(self.day, weekday=False)}"

    @property
    def entries(self) -> list[ListEntry]:
        return [seat.entry for seat in self.seats.all()]

    @property
    def people(self) -> frozenset:
        return frozenset(entry.person for entry in self.entries)


class ListedSeat(models.Model):
    """A line of a recorded list. Erasing the person erases it."""

    list = models.ForeignKey(OfficialList, models.CASCADE, related_name="seats", verbose_name="liste")
    member = models.ForeignKey(Member, models.CASCADE, related_name="listed_seats", verbose_name="membre")
    name = models.CharField("nom", max_length=170)
    college = models.CharField("collège", max_length=8, choices=College, blank=True)
    seat_kind = models.CharField("place", max_length=9, choices=SeatKind, default=SeatKind.FULL)
    rank = models.PositiveSmallIntegerField("rang", null=True, blank=True)
    organisation = models.CharField("organisation", max_length=160, blank=True)
    role = models.CharField("rôle", max_length=120, blank=True)
    starts_on = models.DateField("depuis le", null=True, blank=True)

    class Meta:
        verbose_name = "ligne d’une liste officielle"
        verbose_name_plural = "lignes d’une liste officielle"
        constraints = [
            models.UniqueConstraint(
                fields=["list", "member"],
                name="listed_once",
                violation_error_message="Cette personne est déjà sur cette liste.",
            )
        ]

    def __str__(self):
        return self.name

    @classmethod
    def of(cls, recorded: OfficialList, entry: ListEntry) -> "ListedSeat":
        return cls(
            list=recorded,
            member_id=entry.person,
            name=entry.name,
            college=entry.college,
            seat_kind=entry.place,
            rank=entry.rank,
            organisation=entry.organisation,
            role=entry.role,
            starts_on=entry.starts_on,
        )

    @property
    def entry(self) -> ListEntry:
        return ListEntry(
            person=self.member_id,
            name=self.name,
            college=self.college,
            place=self.seat_kind,
            rank=self.rank,
            organisation=self.organisation,
            role=self.role,
            starts_on=self.starts_on,
        )


def entries_on(day: datetime.date) -> list[ListEntry]:
    """Everybody whose mandate ran on that day: by college, full members first, by name."""
    mandates = Mandate.objects.current(day).select_related("member", "commission")
    return sorted((_entry(mandate) for mandate in mandates), key=_rank)


def _entry(mandate: Mandate) -> ListEntry:
    role = mandate.role_title or ("" if mandate.role == Role.MEMBER else mandate.get_role_display())
    return ListEntry(
        person=mandate.member_id,
        name=f"{mandate.member.last_name} {mandate.member.first_name}".strip(),
        college=mandate.college,
        place=mandate.seat_kind,
        rank=mandate.rank,
        organisation=mandate.organisation,
        role=role,
        starts_on=mandate.starts_on,
        is_example=mandate.is_example,
    )


def _rank(entry: ListEntry) -> tuple:
    order = [College.HABITANT, College.ACTEUR, ""].index(entry.college)
    return (order, entry.place == SeatKind.ALTERNATE, entry.rank or 0, entry.name.casefold())
