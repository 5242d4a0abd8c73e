"""The back office's forms for a candidacy: typed in from paper or by telephone, followed, answered with a seat."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from council.rules.reachable import check_reachable
from members.desk.admin_forms import free_reference
from members.models import (
    Candidacy,
    CandidacyChannel,
    CandidacyStatus,
    College,
    Mandate,
    Member,
    SeatKind,
    SelectionMode,
)
from publishing.forms.long_text import LongTextField
from publishing.publishable import Publication

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


class CandidacyFollowForm(forms.Form):
    """One step more in the journal; a seat has its own page."""

    status = forms.ChoiceField(label="Ce qui se passe", widget=forms.RadioSelect)
    happened_on = day_field("Le")
    note = LongTextField(
        label="Note pour le Conseil",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Jamais montrée au public. Effacée avec la candidature.",
    )

    def __init__(self, *args, candidacy, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.candidacy, self.by = candidacy, by
        choices = [status for status in candidacy.next_statuses if status != CandidacyStatus.ACCEPTED]
        self.fields["status"].choices = [(status.value, status.label) for status in choices]

    def is_done(self):
        if not self.is_valid():
            return False
        data = self.cleaned_data
        self.candidacy.move_to(data["status"], day=data["happened_on"], by=self.by, note=data["note"])
        return True


class PromoteForm(forms.Form):
    """The alternate becomes a full member, from a day on."""

    happened_on = day_field("À partir du")
    note = CandidacyFollowForm.base_fields["note"]

    def __init__(self, *args, candidacy, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.candidacy, self.by = candidacy, by

    def is_done(self):
        if not self.is_valid():
            return False
        self.candidacy.promote(day=self.cleaned_data["happened_on"], by=self.by, note=self.cleaned_data["note"])
        return True


class SeatForm(forms.ModelForm):
    """The answer is yes: who sits, in which college, as a full member or as an alternate, from which day."""

    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    is_named = forms.BooleanField(
        label="La personne est d’accord pour que le site écrive son nom",
        required=False,
        help_text="Sinon, le site compte la personne, mais n’écrit pas son nom.",
    )
    happened_on = day_field("Jour de la réponse")
    note = CandidacyFollowForm.base_fields["note"]

    class Meta:
        model = Mandate
        fields = ["college", "seat_kind", "rank", "organisation", "actor_kind", "selection_mode", "starts_on"]
        widgets = {"starts_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    field_order = ["first_name", "last_name", "is_named", *Meta.fields, "happened_on", "note"]

    def __init__(self, *args, candidacy, by, **kwargs):
        self.candidacy, self.by = candidacy, by
        kwargs["initial"] = self._proposal() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["college"].required = True
        self.fields["rank"].help_text = "Pour une suppléance. Laissez vide\u00a0: la suivante."

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seat_kind") == SeatKind.ALTERNATE and not cleaned.get("rank"):
            cleaned["rank"] = self.instance.rank = next_rank(cleaned.get("college"))
        return cleaned

    def is_done(self):
        if not self.is_valid():
            return False
        data = self.cleaned_data
        member = Member(
            first_name=data["first_name"],
            last_name=data["last_name"],
            is_named=data["is_named"],
            reference=free_reference(f"{data['first_name']} {data['last_name']}"),
            publication=Publication.PUBLISHED,
            updated_on=timezone.localdate(),
        )
        self.candidacy.accept(member, self.instance, day=data["happened_on"], by=self.by, note=data["note"])
        return True

    def _proposal(self):
        first, _, last = self.candidacy.name.partition(" ")
        drawn = self.candidacy.drawn_place()
        modes = {College.ACTEUR: SelectionMode.DESIGNATION}
        return {
            "first_name": first,
            "last_name": last,
            "college": self.candidacy.college,
            "organisation": self.candidacy.organisation,
            "actor_kind": self.candidacy.actor_kind,
            "seat_kind": SeatKind.ALTERNATE if drawn and not drawn.is_seated else SeatKind.FULL,
            "rank": drawn.alternate_rank if drawn else None,
            "selection_mode": SelectionMode.DRAW
            if drawn
            else modes.get(self.candidacy.college, SelectionMode.VOLUNTEER),
            "starts_on": timezone.localdate(),
        }


def next_rank(college):
    """After the last alternate of the college who still waits."""
    waiting = Mandate.objects.filter(college=college, seat_kind=SeatKind.ALTERNATE, ends_on__isnull=True)
    return (waiting.aggregate(last=Max("rank"))["last"] or 0) + 1
