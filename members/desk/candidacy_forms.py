"""The back office's forms for a candidacy: typed in from paper or by telephone."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.models import (
    Candidacy,
    CandidacyChannel,
    CandidacyStatus,
)
from publishing.forms.reachable import check_reachable

BY_HAND = [channel for channel in CandidacyChannel if channel != CandidacyChannel.ONLINE]
STARTS = {
    CandidacyStatus.RECEIVED: "Elle veut venir au Conseil",
    CandidacyStatus.MET: "Nous l’avons seulement rencontrée",
}


def day_field(label, **options):
    """Today unless said otherwise, written as the browser's calendar wants it."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, initial=timezone.localdate, widget=widget, **options)


class CandidacyEntryForm(forms.ModelForm):
    """Also corrects what the person sent: she has the right to it."""

    start = forms.ChoiceField(label="cette personne", choices=STARTS.items(), widget=forms.RadioSelect, required=False)
    has_consented = forms.BooleanField(
        label="la personne est d’accord pour que nous gardions ces informations",
        help_text="Signé sur le papier, ou dit de vive voix après lui avoir lu la feuille.",
        error_messages={"required": "Sans l’accord de la personne, la candidature n’est pas gardée."},
    )

    class Meta:
        model = Candidacy
        fields = ["channel", "met_at", "received_on", "college", "name", "organisation", "actor_kind", "email", "phone",
                  "motivation", "is_helped", "has_consented"]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "channel" in self.fields and self.instance._state.adding:
            self.fields["channel"].choices = [(channel.value, channel.label) for channel in BY_HAND]
            self.fields["start"].initial = CandidacyStatus.RECEIVED
        elif "start" in self.fields:
            del self.fields["start"]

    def clean(self):
        """What is already kept may stay as it came."""
        cleaned = super().clean()
        if {"email", "phone"} & set(self.changed_data):
            check_reachable(self)
        return cleaned

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError("Ce jour n’est pas encore venu.")
        return day

    def save(self, commit=True):
        if self.instance._state.adding:
            self.instance.token = uuid.uuid4()
            self.instance.status = self.cleaned_data["start"] or CandidacyStatus.RECEIVED
        return super().save(commit)
