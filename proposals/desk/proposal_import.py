"""The remaining proposals from a spreadsheet:
each line fills a proposal that has no title yet, or adds one after the last.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from members.models import Commission
from proposals.models import Chapter, Proposal
from proposals.rules.status import DECISIONS, DeliveryState, Origin, ResponsibleBody
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from publishing.publishable import Publication
from publishing.sheets.sheet_fields import ChoiceByLabelField, DayField
from publishing.sheets.sheet_import import Column, SheetImport
from publishing.words.search_text import normalise

SHEET = ["title", "finding", "objective", "description", "location", "audience", "partners", "schedule"]
SHEET += ["cost", "cost_estimated_on", "origin", "delivery", "responsible"]


def _words(**options):
    return forms.CharField(required=False, **options)


class ProposalLineForm(forms.Form):
    """A line never changes a proposal that has a title; its decision goes through the verb, kept for later."""

    number = forms.IntegerField(required=False, min_value=1, error_messages={"invalid": "Écrivez un nombre."})
    title = forms.CharField(max_length=200, error_messages={"required": "Écrivez le titre."})
    chapter, commissions = _words(), _words()
    finding, objective, description, schedule = _words(), _words(), _words(), _words()
    location, audience, partners = _words(max_length=200), _words(max_length=200), _words(max_length=300)
    cost = forms.IntegerField(required=False, min_value=0, error_messages={"invalid": "Écrivez les euros en chiffres."})
    cost_estimated_on = DayField("28/06/2018")
    origin, delivery, responsible = (
        ChoiceByLabelField(Origin.choices),
        ChoiceByLabelField(DeliveryState.choices),
        ChoiceByLabelField(ResponsibleBody.choices),
    )
    status = ChoiceByLabelField(DECISIONS)
    decided_on, decided_by, reason = DayField("28/06/2018"), _words(max_length=160), _words()

    def clean_chapter(self):
        return self._known(Chapter.objects.all(), self.cleaned_data["chapter"], "chapitre")

    def clean_commissions(self):
        names = filter(None, (name.strip() for name in self.cleaned_data["commissions"].split(",")))
        return [self._known(Commission.objects.all(), name, "commission") for name in names]

    def clean(self):
        if self.cleaned_data.get("status") and not self.cleaned_data.get("decided_by"):
            raise ValidationError({"decided_by": "Dites qui a décidé."})

    def save(self):
        proposal = self._proposal()
        for name in SHEET:
            setattr(proposal, name, self.cleaned_data[name])
        proposal.chapter, proposal.updated_on = self.cleaned_data["chapter"], timezone.localdate()
        proposal.full_clean()
        proposal.save()
        proposal.commissions.add(*self.cleaned_data["commissions"])
        if self.cleaned_data["status"]:
            self._decide(proposal)

    def _known(self, rows, typed: str, noun: str):
        """The row of this name; else the only one whose name says the same words."""
        if not typed:
            return None
        same = [row for row in rows if row.name.casefold() == typed.casefold()]
        alike = same or [row for row in rows if normalise(typed) and normalise(row.name) == normalise(typed)]
        if len(alike) != 1:
            names = ", ".join(row.name for row in rows)
            raise ValidationError(f"Ce {noun} n’existe pas. Écrivez\u00a0: {names}.".replace("Ce com", "Cette com"))
        return alike[0]

    def _proposal(self) -> Proposal:
        """Filling an empty one keeps its number and its place on the site; a new one starts as a draft."""
        number = self.cleaned_data["number"]
        known = Proposal.objects.select_for_update().filter(number=number).first() if number else None
        if known and (known.title or known.is_example):
            raise ValidationError(f"La proposition {number} a déjà un titre\u00a0: changez-la sur sa fiche.")
        self.outcome = f"complète la proposition {number}" if known else "nouvelle proposition, en brouillon"
        last = Proposal.objects.real().aggregate(last=Max("number"))["last"] or 0
        return known or Proposal(number=number or last + 1, publication=Publication.DRAFT)

    def _decide(self, proposal: Proposal):
        day = self.cleaned_data["decided_on"]
        when = ImpreciseDate(Precision.DAY, day) if day else ImpreciseDate(Precision.UNKNOWN)
        said = {name: self.cleaned_data[name] for name in ("decided_by", "reason")}
        proposal.decide(self.cleaned_data["status"], when=when, publish=False, **said)
        self.outcome += ", avec une décision à publier"


COLUMNS = [
    Column("Numéro", "number", "Celui d’une proposition sans titre. Vide\u00a0: une nouvelle."),
    Column("Titre", "title", "Obligatoire."),
    Column("Chapitre", "chapter", "Animations, Équipements ou Mobilité. Vide si l’on ne sait pas."),
    Column("Commissions", "commissions", "Séparées par une virgule."),
    Column("Origine", "origin", f"{', '.join(Origin.labels)}. Vide si l’on ne sait pas."),
    Column("Constat", "finding", "Ce que l’on a remarqué."),
    Column("Objectif", "objective", "Ce que la proposition veut changer."),
    Column("Description", "description", "Ce qu’il faudrait faire."),
    Column("Lieu", "location", "L’endroit du quartier."),
    Column("Public", "audience", "Les personnes à qui cela sert."),
    Column("Partenaires", "partners", "Ceux qui peuvent aider."),
    Column("Coût estimé", "cost", "En euros, en chiffres."),
    Column("Coût estimé le", "cost_estimated_on", "Par exemple 28/06/2018."),
    Column("Calendrier", "schedule", "Quand cela peut se faire."),
    Column("Mise en place", "delivery", f"{', '.join(DeliveryState.labels)}. Vide si l’on ne sait pas."),
    Column("Qui s’en occupe", "responsible", f"{', '.join(ResponsibleBody.labels)}. Vide si l’on ne sait pas."),
    Column("Décision", "status", f"{', '.join(label for _, label in DECISIONS)}. Vide\u00a0: à compléter."),
    Column("Date de la décision", "decided_on", "Par exemple 28/06/2018. Vide si l’on ne sait pas."),
    Column("Décidée par", "decided_by", "Obligatoire avec une décision. Pas le nom d’une personne."),
    Column("Raison", "reason", "En mots simples. Obligatoire pour un rejet."),
]
PROPOSALS = SheetImport(COLUMNS, ProposalLineForm, most=500)
