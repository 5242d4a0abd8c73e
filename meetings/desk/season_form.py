import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from council.models import Place
from meetings.models import Meeting
from meetings.rules.season_plan import RANKS, WEEKDAY_CHOICES, Proposed, proposed, season_days
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from publishing.publishable import Publication

THURSDAY, THIRD = 3, 3
MONTH = "%Y-%m"


def _month_field(label: str) -> forms.DateField:
    widget = forms.DateInput({"type": "month"}, format=MONTH)
    return forms.DateField(
        label=label, input_formats=[MONTH, "%m/%Y"], widget=widget, help_text="Le mois et l’année\u00a0: 09/2030."
    )


class SeasonForm(forms.Form):
    """Three looks: the rule, then its days to look at, then the meetings."""

    first = _month_field("Du mois de")
    last = _month_field("au mois de")
    rank = forms.TypedChoiceField(label="Chaque mois", choices=RANKS, coerce=int, initial=THIRD)
    weekday = forms.TypedChoiceField(label="jour", choices=WEEKDAY_CHOICES, coerce=int, initial=THURSDAY)
    start_time = forms.TimeField(
        label="Heure de début",
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        initial=datetime.time(19),
        help_text="Vide si elle n’est pas connue.",
    )
    end_time = forms.TimeField(
        label="Heure de fin", required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    place = forms.ModelChoiceField(
        Place.objects.all(), label="Lieu", required=False, help_text="Vide\u00a0: «\u00a0lieu à confirmer\u00a0»."
    )
    audience = forms.ChoiceField(
        label="Qui peut venir", required=False, choices=[("", "à confirmer"), *Meeting.Audience.choices]
    )

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not 0 <= (last.year - first.year) * 12 + last.month - first.month < 24:
            raise ValidationError("Le dernier mois vient après le premier, dans les deux ans.")
        if cleaned.get("end_time") and not cleaned.get("start_time"):
            raise ValidationError("Pour donner l’heure de fin, donnez l’heure de début.")
        return cleaned

    def plan(self, today: datetime.date) -> list[Proposed]:
        data = self.cleaned_data
        days = season_days(data["first"], data["last"], data["weekday"], data["rank"])
        same = Meeting.objects.filter(kind=Meeting.Kind.PLENARY, precision=Precision.DAY, starts_on__in=days)
        return proposed(days, set(same.values_list("starts_on", flat=True)), today)

    @transaction.atomic
    def create(self, days: list[datetime.date]) -> list[Meeting]:
        """All of them or none."""
        return [self._create(day) for day in days]

    def _create(self, day: datetime.date) -> Meeting:
        data = self.cleaned_data
        when = ImpreciseDate(Precision.DAY, day, None, data["start_time"], data["end_time"])
        meeting = Meeting(when=when, place=data["place"], audience=data["audience"], publication=Publication.PUBLISHED)
        meeting.reference = meeting.proposed_reference()
        meeting.full_clean()
        meeting.save()
        return meeting
