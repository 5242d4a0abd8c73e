"""One question and what it is made of, as the president writes them: rows to fill, a blank row is no row."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import RestrictedError
from django.forms.models import BaseInlineFormSet, inlineformset_factory

from surveys.models import Choice, Question, QuestionLine, Section
from surveys.models.section import swap
from surveys.questionnaire import TICKED, Kind

STEPS = {"up": -1, "down": 1}
SCALE = ["Oui, tout à fait", "Plutôt oui", "Plutôt non", "Non, pas du tout"]
FACES = ["Très content", "Content", "Ni content, ni mécontent", "Pas content", "Pas content du tout"]
USUAL = {Kind.SCALE: SCALE, Kind.SMILEY: FACES}
OUTSIDE = "Je ne sais pas"


class SectionForm(forms.ModelForm):
    class Meta:
        model = Section
        fields = ["title"]


class ConditionField(forms.ModelChoiceField):
    def label_from_instance(self, choice):
        return f"{choice.question.text} → {choice.label}"


class QuestionForm(forms.ModelForm):
    """Offers the answers of the questions above as a condition."""

    condition_choice = ConditionField(
        Choice.objects.none(),
        required=False,
        label="dépend de la réponse",
        empty_label="posée à tous",
        help_text=Question._meta.get_field("condition_choice").help_text,
    )

    class Meta:
        model = Question
        fields = [
            *["text", "kind", "max_choices", "lowest", "highest", "help", "is_required"],
            *["condition_choice", "condition_rule"],
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="question-%s", label_suffix="", **kwargs)
        survey = self.instance.section.survey_id
        self.fields["condition_choice"].queryset = (
            Choice.objects.filter(question__section__survey=survey)
            .exclude(question=self.instance.pk)
            .exclude(question__kind=Kind.GRID)
            .select_related("question")
            .order_by("question__section__order", "question__order", "order")
        )


class PieceFormSet(BaseInlineFormSet):
    """Rows in the order of the screen; a row without text is taken out."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["label"].required = False

    @property
    def filled(self):
        return [form for form in self.forms if form.cleaned_data.get("label")]

    def store(self, question, moved=None):
        """`moved`: (name of the row, step) when an arrow was pressed."""
        rows = self.filled
        for form in rows:
            if moved and form.prefix == moved[0]:
                rows = swap(rows, form, moved[1])
                break
        for form in self.forms:
            if form not in rows and form.instance.pk:
                form.instance.delete()
        for rank, form in enumerate(rows, start=1):
            form.instance.question, form.instance.order = question, rank
            form.instance.save()


def _rows(model, fields, extra):
    return inlineformset_factory(
        Question, model, formset=PieceFormSet, fields=fields, extra=extra, can_delete=False, max_num=40
    )


ChoiceRows = _rows(Choice, ["label", "asks_text", "is_outside_scale"], 3)
LineRows = _rows(QuestionLine, ["label"], 2)


class QuestionSheet:
    """The form of a question with its two lists of rows, checked and stored as one."""

    def __init__(self, question, data=None):
        self.data = data or {}
        self.form = QuestionForm(data, instance=question)
        self.choices = ChoiceRows(data, instance=question, prefix="choices")
        self.lines = LineRows(data, instance=question, prefix="lines")

    @property
    def question(self):
        return self.form.instance

    def is_valid(self):
        if not all([self.form.is_valid(), self.choices.is_valid(), self.lines.is_valid()]):
            return False
        try:
            self._check_pieces()
        except ValidationError as error:
            self.form.add_error(None, error)
        return not self.form.errors

    @transaction.atomic
    def store(self):
        """Locks the survey first: an answer never meets a question half changed."""
        survey = self.question.section.survey
        survey.lock_to_build()
        question = self.form.save()
        try:
            self.choices.store(question, self._moved())
        except RestrictedError as error:
            raise ValidationError("Une autre question dépend de la réponse enlevée. Changez-la d’abord.") from error
        self.lines.store(question, self._moved())
        if question.kind in USUAL and not question.choices.exists():
            _offer_usual(question)
        Question.objects.refuse_early_conditions(survey)
        return question

    @property
    def stays_open(self):
        return any(name in self.data for name in ["stay", *STEPS])

    def _moved(self):
        return next(((self.data[name], step) for name, step in STEPS.items() if name in self.data), None)

    def _check_pieces(self):
        kind, inside = self.form.cleaned_data["kind"], self._inside()
        if kind not in TICKED and self.choices.filled:
            raise ValidationError(
                "Cette forme n’a pas de réponses proposées. Effacez-les, ou choisissez une autre forme."
            )
        if kind in TICKED and kind not in USUAL and len(self.choices.filled) < 2:
            raise ValidationError("Proposez au moins deux réponses.")
        if kind == Kind.SCALE and self.choices.filled and len(inside) != 4:
            raise ValidationError("Une échelle a quatre réponses. Les autres sont «\u00a0hors de l’échelle\u00a0».")
        if kind == Kind.GRID and not self.lines.filled:
            raise ValidationError("Un tableau a au moins une ligne.")
        if kind != Kind.GRID and self.lines.filled:
            raise ValidationError("Seul un tableau a des lignes. Effacez-les, ou choisissez «\u00a0un tableau\u00a0».")

    def _inside(self):
        return [form for form in self.choices.filled if not form.cleaned_data["is_outside_scale"]]


def _offer_usual(question):
    labels = USUAL[question.kind]
    for order, label in enumerate([*labels, OUTSIDE], start=1):
        Choice.objects.create(question=question, label=label, order=order, is_outside_scale=label == OUTSIDE)
