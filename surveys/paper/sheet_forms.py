"""One paper sheet on one screen: a short field a question, where the figures of the ticked boxes are typed."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from surveys.questions import keyed
from surveys.questions.answer import input_names
from surveys.questions.forms import SheetForm

SALT = "surveys.sheet"
CORRECTED_WITHIN = 8 * 3600
REASONS = ["Faute de frappe", "Mauvaise feuille", "Case mal lue", "Autre raison"]


class KeyedWidget(forms.Widget):
    """Its value is what was typed for a question: texts, by input name. `note`: what is wrong there, or differs."""

    note = ""
    template_name = "surveys/widgets/keyed.html"

    def __init__(self, item):
        super().__init__()
        self.item = item

    def value_from_datadict(self, data, files, name):
        return {key: data.get(key, "") for key in input_names(self.item)}

    def get_context(self, name, value, attrs):
        value, lines = value or {}, {f"{name}l{line.pk}": line.label for line in self.item.lines}
        details = {f"{name}t{option.pk}": (rank, option) for rank, option in enumerate(self.item.options, start=1)}
        inputs = [(key, value.get(key, ""), lines.get(key), details.get(key)) for key in input_names(self.item)]
        return super().get_context(name, None, attrs) | {
            "item": self.item,
            "inputs": inputs,
            "note": self.note,
        }

    def id_for_label(self, id_, index=None):
        return input_names(self.item)[0]


class KeyedField(forms.Field):
    def __init__(self, item):
        super().__init__(label=item.text, required=False, widget=KeyedWidget(item))
        self.item = item

    def clean(self, value):
        return keyed.read(self.item, value or {})


class KeyedSheetForm(SheetForm):
    """`batch` may refuse the number; `first`: a sealed first entry, when this one is the second."""

    first = forms.CharField(widget=forms.HiddenInput, required=False)
    agreed = forms.CharField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(label="Code de la lettre", max_length=40, error_messages={"required": "Recopiez le code."})

    def __init__(self, batch, questionnaire, data=None, **kwargs):
        super().__init__(questionnaire, data, **kwargs)
        self.batch = batch
        if not batch.survey.needs_code:
            del self.fields["code"]
        for item in questionnaire.items:
            self.fields[item.name] = KeyedField(item)

    def clean_number(self):
        number = self.cleaned_data["number"]
        self.batch.refuse_number(number)
        return number

    @property
    def typed(self):
        """What was typed, to be carried to the next page."""
        names = ["number", "code", *(name for item in self.questionnaire.items for name in input_names(item))]
        return {name: self.data.get(name, "") for name in names}

    @property
    def needs_second_entry(self):
        return self.batch.is_checked_sheet(self.cleaned_data["number"]) and self.first_entry is None

    @property
    def first_entry(self):
        """The first entry of this very sheet, or nothing."""
        entry = open_seal(self.cleaned_data.get("first", ""))
        belongs = entry and entry["batch"] == self.batch.pk and entry["typed"]["number"] == self.typed["number"]
        return KeyedSheetForm(self.batch, self.questionnaire, entry["typed"]) if belongs else None

    def second_entry(self):
        """The same sheet, blank again, with the first entry sealed beside it."""
        blank = {"number": self.typed["number"], "code": self.typed["code"], "first": self.sealed()}
        return KeyedSheetForm(self.batch, self.questionnaire, initial=blank)

    def differences(self):
        first = self.first_entry
        if first is None or not first.is_valid():
            return []
        return keyed.differences(self.questionnaire, first.answers, self.answers)

    def annotate(self, differences=()):
        """Writes beside each field what is wrong there, or what two entries do not say alike."""
        notes = {name: " ".join(errors) for name, errors in self.errors.items()} if self.is_bound else {}
        notes |= {found.name: f"{found.first}\u00a0/ {found.second}" for found in differences}
        for item in self.questionnaire.items:
            self.fields[item.name].widget.note = notes.get(item.name, "")

    def check_counts(self):
        """What the check of this sheet found: the differences at the first comparison, even once they are settled."""
        if self.first_entry is None:
            return {}
        agreed = open_seal(self.cleaned_data.get("agreed", ""))
        different = agreed["different"] if agreed else len(self.differences())
        return {"compared": len(self.questionnaire.items), "different": different}

    def sealed(self, **more):
        return signing.dumps({"batch": self.batch.pk, "typed": self.typed, **more}, salt=SALT, compress=True)

    def carry(self, **hidden):
        self.data = self.data.copy()
        self.data.update(hidden)


class CorrectionForm(forms.Form):
    """Takes back the sheet that was just stored."""

    seal = forms.CharField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label="Pourquoi ?", choices=[(reason, reason) for reason in REASONS])

    def clean_seal(self):
        entry = open_seal(self.cleaned_data["seal"])
        if entry is None or "response" not in entry:
            raise ValidationError("Cette feuille ne se corrige plus depuis cette page.")
        return entry


def open_seal(text):
    try:
        return signing.loads(text, salt=SALT, max_age=CORRECTED_WITHIN) if text else None
    except signing.BadSignature:
        return None
