from django import forms
from django.db import transaction
from django.db.models import Max

from meetings.models import AgendaItem, Meeting


class AgendaCopyForm(forms.Form):
    """The agenda of another meeting, added after what this one already has."""

    source = forms.ModelChoiceField(Meeting.objects.none(), label="Copier l’ordre du jour de")

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        others = Meeting.objects.exclude(pk=meeting.pk).exclude(agenda_items=None)
        self.fields["source"].queryset = others.distinct().newest_first()

    @transaction.atomic
    def save(self) -> int:
        last = self.meeting.agenda_items.aggregate(last=Max("order"))["last"] or 0
        items = list(self.cleaned_data["source"].agenda_items.all())
        for number, item in enumerate(items, start=last + 1):
            AgendaItem.objects.create(
                meeting=self.meeting,
                order=number,
                title=item.title,
                minutes_long=item.minutes_long,
                presenter=item.presenter,
            )
        Meeting.objects.filter(pk=self.meeting.pk).revise()
        return len(items)
