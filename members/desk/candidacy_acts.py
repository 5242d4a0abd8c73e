"""What the back office may do to a candidacy, in its words; the model decides."""

from dataclasses import replace

from django import forms
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from members.desk.admin_forms import free_reference
from members.desk.candidacy_forms import day_field
from members.desk.what_if_admin import council_now
from members.models import Candidacy, CandidacyStatus, College, Mandate, Member, SeatKind, SelectionMode
from members.rules.seat import Seat
from members.rules.what_if import what_if
from publishing.desk.act import Act, ActForm
from publishing.desk.next_step import NextStep
from publishing.forms.long_text import LongTextField
from publishing.publishable import Publication

MEET, HEAR, WAIT, SEAT = ROAD = ["Contact", "Candidature", "Suppléance", "Siège"]


class CandidacyFollowForm(ActForm):
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [status for status in self.record.next_statuses if status != CandidacyStatus.ACCEPTED]
        self.fields["status"].choices = [(status.value, status.label) for status in choices]


class PromoteForm(ActForm):
    """The alternate becomes a full member, from a day on."""

    happened_on = day_field("À partir du")
    note = CandidacyFollowForm.base_fields["note"]


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

    def __init__(self, *args, record, by, **kwargs):
        self.record, self.by = record, by
        kwargs["initial"] = self._proposal() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["college"].required = True
        self.fields["rank"].help_text = "Pour une suppléance. Laissez vide\u00a0: la suivante."

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seat_kind") == SeatKind.ALTERNATE and not cleaned.get("rank"):
            cleaned["rank"] = self.instance.rank = next_rank(cleaned.get("college"))
        return cleaned

    def member(self) -> Member:
        data = self.cleaned_data
        return Member(
            first_name=data["first_name"],
            last_name=data["last_name"],
            is_named=data["is_named"],
            reference=free_reference(f"{data['first_name']} {data['last_name']}"),
            publication=Publication.PUBLISHED,
            updated_on=timezone.localdate(),
        )

    def _proposal(self):
        first, _, last = self.record.name.partition(" ")
        drawn = self.record.drawn_place()
        modes = {College.ACTEUR: SelectionMode.DESIGNATION}
        return {
            "first_name": first,
            "last_name": last,
            "college": self.record.college,
            "organisation": self.record.organisation,
            "actor_kind": self.record.actor_kind,
            "seat_kind": SeatKind.ALTERNATE if drawn and not drawn.is_seated else SeatKind.FULL,
            "rank": drawn.alternate_rank if drawn else None,
            "selection_mode": SelectionMode.DRAW if drawn else modes.get(self.record.college, SelectionMode.VOLUNTEER),
            "starts_on": timezone.localdate(),
        }


def next_rank(college):
    """After the last alternate of the college who still waits."""
    waiting = Mandate.objects.filter(college=college, seat_kind=SeatKind.ALTERNATE, ends_on__isnull=True)
    return (waiting.aggregate(last=Max("rank"))["last"] or 0) + 1


def simulation(college: College, organisation: str) -> tuple:
    """«Si cette candidature est acceptée»: every check today, and with one person more."""
    today, before = timezone.localdate(), council_now()
    newcomer = Seat("candidature", "cette personne", college, organisation=organisation, starts_on=today)
    return college.label, what_if(before, replace(before, seats=(*before.seats, newcomer)), today)[1]


def step_of(form) -> dict:
    """What the journal keeps of it."""
    return {"day": form.cleaned_data["happened_on"], "note": form.cleaned_data["note"], "by": form.by}


class Follow(Act):
    def suits(self, record: Candidacy) -> bool:
        return bool(record.next_statuses)

    def journal(self, record):
        return record.get_status_display()

    def landing(self, record):
        return reverse("admin:members_candidacy_answer", args=[record.pk])


class Accept(Follow):
    """The effect on the composition stands above the form: it warns, and never blocks."""

    def rights(self, record):
        return ["members.change_candidacy", "members.add_member", "members.add_mandate"]

    def suits(self, record):
        return CandidacyStatus.ACCEPTED in record.next_statuses

    def about(self, record):
        wanted = [College(record.college)] if record.college else list(College)
        simulations = [simulation(college, record.organisation) for college in wanted]
        return {"piece": "members/desk/_simulations.html", "simulations": simulations}


class Promote(Accept):
    def suits(self, record):
        return record.is_alternate

    def about(self, record):
        mandates = [record.mandate] if record.is_alternate else []
        simulations = [simulation(College(mandate.college), mandate.organisation) for mandate in mandates]
        return {"piece": "members/desk/_simulations.html", "simulations": simulations}


DONE = "C’est écrit. Vous pouvez maintenant répondre à la personne."
ACTS = [
    Promote(
        "sieger",
        "Faire siéger cette suppléance",
        "La personne devient titulaire.",
        lambda candidacy, form: candidacy.promote(**step_of(form)),
        DONE,
        PromoteForm,
    ),
    Accept(
        "accepter",
        "Accepter\u00a0: donner un siège",
        "Une fiche de membre est créée, avec son mandat.",
        lambda candidacy, form: candidacy.accept(form.member(), form.instance, **step_of(form)),
        DONE,
        SeatForm,
    ),
    Follow(
        "suite",
        "Écrire une suite",
        "Chaque étape reste dans le journal de cette candidature.",
        lambda candidacy, form: candidacy.move_to(form.cleaned_data["status"], **step_of(form)),
        DONE,
        CandidacyFollowForm,
    ),
]


def next_step(candidacy: Candidacy) -> NextStep:
    if candidacy.is_alternate:
        return NextStep(ROAD, SEAT, ["Cette personne attend qu’un siège se libère."])
    if candidacy.mandate:
        return NextStep(ROAD, "", ["Cette personne siège."])
    if candidacy.is_answered:
        return NextStep(sentences=["Sa réponse est donnée."])
    if candidacy.status == CandidacyStatus.MET:
        return NextStep(ROAD, HEAR, ["Demandez-lui si elle veut venir au Conseil."], "suite")
    return NextStep(ROAD, WAIT, ["Elle attend une réponse."], "suite")
