from django import forms
from django.db.models import Q
from django.utils import timezone

from meetings.desk.forms import VerbForm
from meetings.models import Meeting


class MinutesAdoptForm(VerbForm):
    at = forms.ModelChoiceField(
        Meeting.objects.none(), label="Adopté à la réunion", help_text="Une réunion plus tardive, qui a eu lieu."
    )
    remarks = forms.CharField(
        label="Remarques",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Elles seront publiées sous le compte rendu. Facultatif.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = self.record.meeting
        later = Q(starts_on__gt=meeting.starts_on, starts_on__lte=timezone.localdate()) & ~Q(state="cancelled")
        choices = Meeting.objects.filter(later, is_example=meeting.is_example) if meeting.starts_on else Meeting.objects
        self.fields["at"].queryset = choices.in_order() if meeting.starts_on else choices.none()

    def act(self):
        self.record.adopt(self.cleaned_data["at"], self.cleaned_data["remarks"])
