from django import forms
from django.core.exceptions import ValidationError

from meetings.models import Meeting
from publishing.dates.imprecise_date import ImpreciseDate, Precision


class VerbForm(forms.Form):
    """A gesture on one record: it checks, then calls the verb and shows the verb's own refusal."""

    def __init__(self, *args, record, verb, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.record, self.verb, self.by = record, verb, by

    def act(self):
        self.verb.do(self.record)

    def is_done(self) -> bool:
        """True once the verb accepted."""
        if not self.is_valid():
            return False
        try:
            self.act()
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)
            self.record.refresh_from_db()
            return False
        return True


class MeetingPostponeForm(VerbForm):
    starts_on = forms.DateField(
        label="Nouveau jour",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="Vide si la nouvelle date n’est pas encore connue.",
    )
    start_time = forms.TimeField(
        label="Nouvelle heure",
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        help_text="Vide si elle n’est pas connue.",
    )
    end_time = forms.TimeField(
        label="Heure de fin", required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    reason = forms.CharField(
        label="Pourquoi la réunion est déplacée",
        max_length=240,
        help_text="Une phrase courte. Elle sera montrée sur le site.",
    )

    def act(self):
        self.record.postpone(self._when(), by=self.by, reason=self.cleaned_data["reason"])

    def _when(self) -> ImpreciseDate:
        day, start, end = (self.cleaned_data[name] for name in ("starts_on", "start_time", "end_time"))
        return ImpreciseDate(Precision.DAY if day else Precision.UNKNOWN, day, None, start, end)


class MeetingCancelForm(VerbForm):
    reason = forms.CharField(
        label="Pourquoi la réunion est annulée",
        max_length=240,
        help_text="Une phrase courte. Elle sera montrée sur le site.",
    )

    def act(self):
        self.record.cancel(self.cleaned_data["reason"])


class MeetingForm(forms.ModelForm):
    """The address is proposed from the nature and the date when nobody chose one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "reference" in self.fields:
            self.fields["reference"].required = False
            self.fields["reference"].help_text = "Laissez vide\u00a0: elle est proposée d’après la date."

    def clean(self):
        cleaned = super().clean()
        if "reference" in self.fields and not cleaned.get("reference"):
            names = ("precision", "starts_on", "ends_on", "start_time", "end_time")
            when = ImpreciseDate(**{name: cleaned.get(name, getattr(self.instance, name)) for name in names})
            cleaned["reference"] = Meeting(
                pk=self.instance.pk, kind=cleaned.get("kind", ""), when=when
            ).proposed_reference()
        return cleaned
