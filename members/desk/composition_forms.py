import datetime

from django import forms
from django.utils import timezone

FRENCH_DAY = "Écrivez un jour, par exemple 23/02/2017."
FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
CALENDAR = {"type": "date"}


def _day(label: str) -> forms.DateField:
    messages = {"required": FRENCH_DAY, "invalid": FRENCH_DAY}
    widget = forms.DateInput(format="%Y-%m-%d", attrs=CALENDAR)
    return forms.DateField(label=label, input_formats=FORMATS, error_messages=messages, widget=widget)


class DayForm(forms.Form):
    """«Qui siégeait le…»: any day, past or to come; today while the form says nothing right."""

    le = _day("Qui siège, ou siégeait, le")

    @property
    def day(self) -> datetime.date:
        return self.cleaned_data["le"] if self.is_valid() else timezone.localdate()


class RecordForm(forms.Form):
    day = _day("Composition au")
    note = forms.CharField(
        label="À qui, et pourquoi (facultatif)",
        max_length=160,
        required=False,
        help_text="Par exemple «\u00a0envoyée à la préfecture\u00a0».",
    )
