from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from proposals.models import Decision, Proposal

PUBLISH = [
    ("now", "Maintenant\u00a0: la décision est visible par tous"),
    ("later", "Plus tard\u00a0: elle reste entre vous"),
]


class DecisionForm(forms.ModelForm):
    """What is decided, for one proposal or the same for several; the model's verbs do the rest, all or nothing."""

    document_link = forms.URLField(
        label="adresse du document",
        required=False,
        assume_scheme="https",
        help_text="Sa page sur internet. Elle commence par https://",
    )
    publish = forms.ChoiceField(label="publier", choices=PUBLISH, initial="now")

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

    def __init__(self, *args, proposals: list[Proposal], **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        status, meeting = self.fields["status"], self.fields["meeting"]
        status.help_text = "Pour redire la dernière décision avec d’autres mots, choisissez le même statut."
        meeting.queryset = meeting.queryset.newest_first()
        meeting.empty_label = "Réunion non connue"

    def decide(self, by) -> bool:
        """Nothing is written unless every proposal accepts; a refusal stands in the form, beside the typed words."""
        try:
            with transaction.atomic():
                for proposal in self.proposals:
                    self._write(proposal, by)
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)
            return False
        return True

    def _write(self, proposal, by):
        typed = self.instance
        write = proposal.correct if typed.status == proposal.decided_status else proposal.decide
        write(
            typed.status,
            when=typed.when,
            by=by,
            publish=self.cleaned_data["publish"] == "now",
            **{name: getattr(typed, name) for name in Decision.SAID},
        )
