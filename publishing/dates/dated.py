import datetime

from django.db import models
from django.db.models import F, Q

from publishing.dates.imprecise_date import ImpreciseDate, Precision, season_start

PRECISIONS = [
    (Precision.DAY.value, "le jour est connu"),
    (Precision.MONTH.value, "seul le mois est connu"),
    (Precision.SEASON.value, "seule la saison est connue"),
    (Precision.YEAR.value, "seule l’année est connue"),
    (Precision.RANGE.value, "une période, d’un jour à un autre"),
    (Precision.UNKNOWN.value, "la date n’est pas connue"),
]


class DatedQuerySet(models.QuerySet):
    """Orders what is dated, also imprecisely; what has no date comes last."""

    def in_order(self):
        return self.order_by(F("starts_on").asc(nulls_last=True), F("start_time").asc(nulls_first=True), "pk")

    def newest_first(self):
        return self.order_by(F("starts_on").desc(nulls_last=True), F("start_time").desc(nulls_last=True), "-pk")

    def upcoming(self, day: datetime.date):
        """Not over on `day`: it may still happen that day or later."""
        return self.filter(_may_happen_from(day))

    def past(self, day: datetime.date):
        """Over before `day`, or without a date."""
        return self.exclude(_may_happen_from(day))


def _may_happen_from(day: datetime.date) -> Q:
    """`ImpreciseDate.last_day >= day`, for the database."""
    return (
        Q(starts_on__gte=day)
        | Q(ends_on__isnull=False, ends_on__gte=day)
        | Q(precision=Precision.MONTH.value, starts_on__gte=day.replace(day=1))
        | Q(precision=Precision.SEASON.value, starts_on__gte=season_start(day))
        | Q(precision=Precision.YEAR.value, starts_on__gte=day.replace(month=1, day=1))
    )


class Dated(models.Model):
    """A day with or without a time, or an imprecise date shown as such."""

    precision = models.CharField(
        "ce que l’on sait de la date", max_length=8, choices=PRECISIONS, default=Precision.DAY.value
    )
    starts_on = models.DateField(
        "jour, ou premier jour",
        null=True,
        blank=True,
        help_text="Pour un mois, une saison ou une année : leur premier jour.",
    )
    ends_on = models.DateField(
        "dernier jour", null=True, blank=True, help_text="Seulement pour une période. Sinon, laissez vide."
    )
    start_time = models.TimeField(
        "heure de début", null=True, blank=True, help_text="Laissez vide si l’heure n’est pas connue."
    )
    end_time = models.TimeField("heure de fin", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_day_unless_unknown",
                condition=Q(precision=Precision.UNKNOWN.value, starts_on__isnull=True)
                | (~Q(precision=Precision.UNKNOWN.value) & Q(starts_on__isnull=False)),
                violation_error_message="Donnez le jour, ou choisissez « la date n’est pas connue » sans jour.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_starts",
                condition=Q(precision=Precision.RANGE.value, ends_on__isnull=False, ends_on__gte=F("starts_on"))
                | (~Q(precision=Precision.RANGE.value) & Q(ends_on__isnull=True)),
                violation_error_message="Une période a un dernier jour, après le premier."
                " Les autres dates n’en ont pas.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_time_needs_a_day",
                condition=Q(start_time__isnull=True, end_time__isnull=True)
                | Q(precision=Precision.DAY.value, start_time__isnull=False),
                violation_error_message="Une heure demande un jour précis, et une heure de début.",
            ),
        ]

    @property
    def when(self) -> ImpreciseDate:
        return ImpreciseDate(self.precision, self.starts_on, self.ends_on, self.start_time, self.end_time)

    @when.setter
    def when(self, date: ImpreciseDate) -> None:
        for name, value in date.fields.items():
            setattr(self, name, value)
