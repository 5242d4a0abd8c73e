from django import forms

from meetings.models import Meeting
from publishing.dates.imprecise_date import ImpreciseDate


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
