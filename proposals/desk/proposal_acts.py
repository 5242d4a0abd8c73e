from django import forms
from django.db import transaction
from django.urls import reverse

from proposals.models import Decision, Proposal
from publishing.desk.act import Act

PUBLISH = [
    ("now", "Maintenant\u00a0: la décision est visible par tous"),
    ("later", "Plus tard\u00a0: elle reste entre vous"),
]


class DecisionForm(forms.ModelForm):
    """What is decided, for one proposal or the same for several."""

    document_link = forms.URLField(
        label="Adresse du document",
        required=False,
        assume_scheme="https",
        help_text="Sa page sur internet. Elle commence par https://",
    )
    publish = forms.ChoiceField(label="Publier", choices=PUBLISH, initial="now")

    class Meta:
        model = Decision
        fields = [
            "status",
            "precision",
            "starts_on",
            "ends_on",
            "decided_by",
            "reason",
            "meeting",
            "document_title",
            "document_link",
        ]
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date", "class": "vTextField"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date", "class": "vTextField"}, format="%Y-%m-%d"),
            "reason": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args, record, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.record, self.by = record, by
        status, meeting = self.fields["status"], self.fields["meeting"]
        status.help_text = "Pour redire la dernière décision avec d’autres mots, choisissez le même statut."
        meeting.queryset = meeting.queryset.newest_first()
        meeting.empty_label = "Réunion non connue"
        for field in self.fields.values():
            field.label += " (obligatoire)" if field.required else ""

    def write(self, proposal: Proposal):
        typed = self.instance
        write = proposal.correct if typed.status == proposal.decided_status else proposal.decide
        write(
            typed.status,
            when=typed.when,
            by=self.by,
            publish=self.cleaned_data["publish"] == "now",
            **{name: getattr(typed, name) for name in Decision.SAID},
        )


@transaction.atomic
def _decide(_, form):
    """Nothing is written unless every proposal accepts."""
    for proposal in form.records:
        form.write(proposal)


class DecideAct(Act):
    is_batch = True

    def rights(self, record):
        return ["proposals.add_decision"]

    def about(self, record):
        return {"piece": "proposals/desk/_to_decide.html"}

    def said(self, record):
        return f"Décision écrite au journal\u00a0: {record}."

    def journal(self, record):
        return f"Décision écrite\u00a0: {record.decided_status.label}"

    def landing(self, record):
        return reverse("admin:proposals_proposal_changelist")


ACTS = [
    DecideAct(
        "decider",
        "Décider",
        "Une ligne du journal ne se change plus. Pour la corriger, on en écrit une autre.",
        _decide,
        form=DecisionForm,
    )
]
