import hashlib

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext, gettext_lazy

from publishing.forms.form_token import new_token
from publishing.forms.public_form import TokenForm
from surveys.questions import answer
from surveys.questions.widgets import HiddenQuestion, QuestionWidget


class QuestionField(forms.Field):
    """Its cleaned value is a list of `surveys.questions.answer.Answer`."""

    def __init__(self, item):
        super().__init__(label=item.text, required=False, widget=QuestionWidget(item))
        self.item = item
        self.depends_on = None

    def clean(self, value):
        return answer.read(self.item, value or {})


class QuestionnaireForm(forms.Form):
    """Every question of a questionnaire, checked whole; what the screen and the paper sheet have in common."""

    is_paper = False

    def __init__(self, questionnaire, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questionnaire = questionnaire
        for item in questionnaire.items:
            self.fields[item.name] = QuestionField(item)
            self.fields[item.name].depends_on = questionnaire.decisive.get(item.condition_choice)

    def clean(self):
        """A question that is not put to this person is not counted; a compulsory one that is must be answered."""
        super().clean()
        for item in self.questionnaire.items:
            if item.condition_choice is not None and not item.concerns(self.ticked):
                self.cleaned_data[item.name] = []
                self.errors.pop(item.name, None)
            elif item.is_required and not self.is_paper and self.cleaned_data.get(item.name) == []:
                self.add_error(item.name, gettext("Cette question est obligatoire. Choisissez une réponse."))

    @property
    def answers(self):
        """All that holds, question by question."""
        return [given for item in self.questionnaire.items for given in self.cleaned_data.get(item.name, [])]

    @property
    def ticked(self):
        return {given.choice for given in self.answers} if hasattr(self, "cleaned_data") else set()

    @property
    def mistakes(self):
        """(bound field, sentence) for the questions on this screen."""
        return [(self[item.name], error) for item in self.shown_items for error in self.errors.get(item.name, [])]

    @property
    def typed_texts(self):
        """(question, text) for what a person wrote by hand, to be given back when it cannot be stored."""
        texts = {item.pk: item.text for item in self.questionnaire.items}
        return [(texts[given.question], given.text) for given in self.answers if given.text]


class StepForm(QuestionnaireForm, TokenForm):
    """One part on the screen; the answers of the other parts travel in hidden fields."""

    too_fast = gettext_lazy("L’envoi a été très rapide. Relisez vos réponses, puis envoyez-les de nouveau.")
    expired = gettext_lazy(
        "Cette page était ouverte depuis longtemps. Vos réponses sont là\u00a0: envoyez-les de nouveau."
    )
    trap_filled = gettext_lazy(
        "Un champ caché était rempli, sans doute par votre navigateur. Il est vidé\u00a0: envoyez de nouveau."
    )
    step = forms.CharField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(required=False, max_length=40)

    def __init__(self, questionnaire, data=None):
        self.sent = data
        super().__init__(questionnaire, data, initial={"token": new_token(), "step": 1}, auto_id="%s")
        self.part = questionnaire.part(_number(self.data.get("step", "")))
        self.shows_errors = False
        if not questionnaire.survey.needs_code:
            del self.fields["code"]

    def clean(self):
        """A person is recognised, and a code asked for, when all is sent."""
        super().clean()
        if not self._stays_here and self.following is None:
            self.recognise_a_person()
            if "code" in self.fields and not self.cleaned_data.get("code"):
                self.add_error("code", gettext("Écrivez le code de votre lettre."))

    @property
    def shown_items(self):
        return self.questionnaire.on_screen(self.part, self.ticked)

    @property
    def previous(self):
        return self.questionnaire.part_before(self.part, self.ticked)

    @property
    def following(self):
        return self.questionnaire.part_after(self.part, self.ticked)

    @property
    def asks_code(self):
        return "code" in self.fields and self.following is None

    @property
    def how_many_mistakes(self):
        return len(self.mistakes) + len(self.errors.get("code", []))

    def is_sendable(self):
        """The last part was sent, and all that was answered holds."""
        return self.is_valid() and not self._stays_here and self.following is None

    def turn(self):
        """Shows the same part, the part before, the part with a mistake, or the part that follows."""
        self.is_valid()
        if self._stays_here:
            return self._show((self._goes_back and self.previous) or self.part)
        if self.mistakes:
            return self._show(self.part, shows_errors=True)
        wrong = next((part for part in self.questionnaire.parts if self._has_mistake(part)), self.part)
        return self._show(self.following or wrong, shows_errors=self.following is None)

    @property
    def helper(self):
        helper = super().helper
        helper.form_show_errors = False
        return helper

    def layout(self):
        """The shown questions in full, the others hidden."""
        shown = {item.name for item in self.shown_items}
        carried = [item for item in self.questionnaire.items if item.name not in shown]
        for item in carried:
            self.fields[item.name].widget = HiddenQuestion(item)
        questions = [Field(item.name, template="surveys/_question.html") for item in self.shown_items]
        return ["step", *(item.name for item in carried), *questions, *self._code()]

    def record(self, day):
        """Stores the answers before anything is acknowledged. False: they were already stored."""
        token_hash = hashlib.sha256(self.cleaned_data["token"].bytes).hexdigest()
        survey = self.questionnaire.survey
        return survey.responses.receive(
            survey, self.answers, answered_on=day, token_hash=token_hash, code=self.cleaned_data.get("code", "")
        )

    @property
    def _goes_back(self):
        return "back" in self.data

    @property
    def _stays_here(self):
        return self._goes_back or "stay" in self.data

    def _code(self):
        """Asked for on the last screen, carried along on the others."""
        if self.asks_code:
            return [Field("code", template="surveys/_code.html")]
        if "code" in self.fields:
            self.fields["code"].widget = forms.HiddenInput()
            return ["code"]
        return []

    def _has_mistake(self, part):
        return any(item.name in self.errors for item in part.items)

    def _show(self, part, shows_errors=False):
        self.part, self.shows_errors = part, shows_errors
        self._correct("step", part.number)


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1


class SheetForm(QuestionnaireForm):
    """One paper sheet, all its parts on one screen; on paper nothing is compulsory."""

    is_paper = True
    number = forms.IntegerField(
        label="Numéro de la feuille",
        min_value=1,
        max_value=999_999,
        widget=forms.NumberInput({"autofocus": True}),
        error_messages={"required": "Écrivez le numéro de la feuille.", "invalid": "Écrivez un numéro, en chiffres."},
    )

    def __init__(self, questionnaire, *args, **kwargs):
        super().__init__(questionnaire, *args, auto_id="%s", **kwargs)
        self.shows_errors = self.is_bound

    @property
    def shown_items(self):
        return self.questionnaire.items

    @property
    def screens(self):
        """(part, its bound fields), to be rendered one after the other."""
        return [(part, [self[item.name] for item in part.items]) for part in self.questionnaire.parts]
