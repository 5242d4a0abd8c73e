from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from proposals.models import Proposal, Round, VoteRefused
from proposals.rules.ranking import Method
from publishing.forms.public_form import TEN_MINUTES, too_many
from publishing.pacing.pace import Pace

WITHDRAWN = "Proposition {number}, retirée du site"
EMPTY = "Votre bulletin est vide. Remplissez au moins une case, ou cochez «\u00a0Je vote blanc\u00a0»."
BOTH = "Vous avez rempli des cases et coché «\u00a0Je vote blanc\u00a0». Gardez l’un ou l’autre."


class BallotForm(forms.Form):
    """One box a proposal; an empty box gives nothing. The rule of the round says what is wrong."""

    is_blank = forms.BooleanField(label="Je vote blanc\u00a0: je ne choisis aucune proposition", required=False)

    def __init__(self, *args, ballot_round: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.ballot_round = ballot_round
        self.candidates = list(ballot_round.candidates.order_by("number"))
        for proposal in self.candidates:
            self.fields[f"p{proposal.number}"] = self._box(proposal)

    @property
    def boxes(self):
        return [self[f"p{proposal.number}"] for proposal in self.candidates]

    @property
    def choices(self) -> dict[int, int]:
        given = {p.number: self.cleaned_data.get(f"p{p.number}") for p in self.candidates}
        return {number: value for number, value in given.items() if value}

    def clean(self):
        if any(box.errors for box in self.boxes):
            return
        blank = self.cleaned_data.get("is_blank")
        if blank and self.choices:
            raise ValidationError(BOTH)
        if not blank and not self.choices:
            raise ValidationError(EMPTY)
        mistakes = self.ballot_round.rule.mistakes(self.choices, {p.number for p in self.candidates})
        if mistakes:
            raise ValidationError(mistakes)

    def _box(self, proposal):
        """A plain number, typed: no script, and the keyboard of figures on a phone."""
        highest = self.ballot_round.budget
        wrong = f"Écrivez un nombre de 0 à {highest}, ou laissez vide."
        if self.ballot_round.method == Method.RANKS:
            wrong = f"Écrivez une place de 1 à {highest}, ou laissez vide."
        return forms.IntegerField(
            label=str(proposal) if proposal.is_public else WITHDRAWN.format(number=proposal.number),
            required=False,
            min_value=0,
            max_value=highest,
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": 3, "size": 3}),
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
        )


class ScreenBallotForm(BallotForm):
    code = forms.CharField(
        label="Votre code",
        max_length=40,
        help_text="16 lettres et chiffres, sur le papier que le Conseil vous a donné.",
        error_messages={"required": "Recopiez votre code.", "max_length": "Ce code est trop long."},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order = ["code"]
    pace = Pace("ballots", most=settings.ANSWERS_PER_ADDRESS, seconds=TEN_MINUTES)
    comes_too_soon = False

    @property
    def status(self):
        return 429 if self.comes_too_soon else 422 if self.errors else 200

    def cast(self, day, sender: str) -> bool:
        """False: the vote was refused, and the form says why."""
        if not self.pace.allows(sender):
            self.comes_too_soon = True
            self.add_error(None, too_many(self.pace))
            return False
        try:
            self.ballot_round.vote(self.cleaned_data["code"], self.choices, day)
        except VoteRefused as refusal:
            self.add_error("code", str(refusal))
            return False
        return True


class PaperBallotForm(BallotForm):
    def cast(self) -> bool:
        try:
            self.ballot_round.enter_paper(self.choices)
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)
            return False
        return True


class CandidateField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, proposal):
        return f"{proposal.number}. {proposal}" + (" (exemple)" if proposal.is_example else "")


class RoundForm(forms.ModelForm):
    """The list of proposals is chosen with the rest, while the round is in preparation."""

    proposals = CandidateField(
        label="propositions à mettre en ordre",
        queryset=Proposal.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Seules celles qui ont un titre et qui sont publiées.",
    )

    class Meta:
        model = Round
        fields = ["title", "reference", "intro", "method", "budget", "includes_alternates", "closes_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proposals"].queryset = Proposal.objects.published().exclude(title="")
        if self.instance.pk:
            self.fields["proposals"].initial = list(self.instance.candidates.values_list("pk", flat=True))
