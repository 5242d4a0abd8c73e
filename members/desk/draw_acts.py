"""What can be done to a draw, in order: close its list, make it, or cancel it while nobody can know the result."""

from django import forms
from django.utils import timezone

from members.models import Draw
from publishing.desk.act import Act, ActForm
from publishing.desk.next_step import NextStep
from publishing.forms.long_text import LongTextField

CLOSE, DRAW, SEAT = ROAD = ["Fermer la liste", "Tirer au sort", "Donner les sièges"]


class LastingForm(ActForm):
    confirmed = forms.BooleanField(label="J’ai relu. Je sais que ce geste ne s’annule pas.")


class DrawSeedForm(LastingForm):
    seed = forms.CharField(
        label="Le résultat du tirage public, écrit comme annoncé",
        max_length=240,
        help_text="Par exemple\u00a0: 5 12 23 34 45 7. Une espace entre les nombres.",
    )
    field_order = ["seed", "confirmed"]


class DrawCancelForm(LastingForm):
    reason = LongTextField(
        label="Pourquoi ce tirage est annulé", max_length=400, widget=forms.Textarea({"rows": 3}),
        help_text="Écrit sur la page publique.",
    )  # fmt: skip
    field_order = ["reason", "confirmed"]


class DrawAct(Act):
    def rights(self, record):
        return ["members.change_draw", "members.view_candidacy"]


class CloseAct(DrawAct):
    def suits(self, record: Draw):
        return not record.is_public

    def about(self, record):
        people = [candidacy.name for candidacy in record.candidacies()]
        return {"piece": "members/desk/_tickets.html", "people": people}


class SeedAct(DrawAct):
    def suits(self, record: Draw):
        return record.is_public and record.is_waiting and timezone.now() >= record.seed_at


class CancelAct(DrawAct):
    def suits(self, record: Draw):
        return record.is_public and record.is_waiting and timezone.now() < record.seed_at


ACTS = [
    CloseAct(
        "fermer",
        "Fermer la liste et l’annoncer",
        "Chaque personne ci-dessus reçoit un ticket. La liste et son empreinte sont publiées tout de suite. "
        "Après, rien ne "
        "change\u00a0: ni la liste, ni le nombre de sièges, ni le tirage public annoncé. Le site garde tout.",
        lambda draw, form: draw.close(timezone.now()),
        "La liste est close et publiée. Donnez maintenant à chaque personne son ticket et son code.",
        LastingForm,
    ),
    SeedAct(
        "tirer",
        "Écrire le résultat du tirage public",
        "Le tirage public annoncé a eu lieu. Écrivez ce qu’il a donné\u00a0: le site calcule l’ordre des "
        "tickets, une seule fois.",
        lambda draw, form: draw.draw(form.cleaned_data["seed"], timezone.now()),
        "Le tirage est fait. Ouvrez les candidatures retenues pour leur donner un siège.",
        DrawSeedForm,
    ),
    CancelAct(
        "annuler",
        "Annuler ce tirage",
        "Seulement avant le tirage public. La page reste, avec votre raison. Vous pourrez préparer un autre tirage.",
        lambda draw, form: draw.cancel(form.cleaned_data["reason"], timezone.now()),
        "Le tirage est annulé. Sa page le dit.",
        DrawCancelForm,
    ),
]


def next_step(draw: Draw) -> NextStep:
    if draw.cancelled_at:
        return NextStep(sentences=["Ce tirage est annulé. Sa page le dit."])
    if draw.drawn_at:
        return NextStep(ROAD, SEAT, ["Le tirage est fait. Les personnes retenues attendent leur siège."])
    if not draw.is_public:
        return NextStep(
            ROAD, CLOSE, ["Relisez la fiche, puis fermez la liste\u00a0: elle est alors publiée."], "fermer"
        )
    return NextStep(ROAD, DRAW, ["La liste est publiée. Les personnes attendent le tirage public."], "tirer")
