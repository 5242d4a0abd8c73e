"""One question and what it is made of, as the president writes them: rows to fill, a blank row is no row."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, RestrictedError
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.text import capfirst

from surveys.models import Choice, Question, QuestionLine, Section
from surveys.models.section import put_in_order, swap
from surveys.questions.questionnaire import TICKED, Kind

LAST = 9_999  # a new row, before it has its rank
STEPS = {"up": -1, "down": 1}
SCALE = ["Oui, tout à fait", "Plutôt oui", "Plutôt non", "Non, pas du tout"]
FACES = ["Très content", "Content", "Ni content, ni mécontent", "Pas content", "Pas content du tout"]
USUAL = {Kind.SCALE: SCALE, Kind.SMILEY: FACES}
OUTSIDE = "Je ne sais pas"


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
            Choice.objects.filter(self._above(), question__section__survey=survey)
            .exclude(question__kind=Kind.GRID)
            .select_related("question")
            .order_by("question__section__order", "question__order", "order")
        )

        for field in self.fields.values():
            field.widget.attrs["placeholder"] = " "  # the style sheet knows by it that a field is empty

    def _above(self):
        part, order = self.instance.section, self.instance.order
        return Q(question__section__order__lt=part.order) | Q(question__section=part, question__order__lt=order)


class TitleForm(forms.ModelForm):
    """The title of a part, which a button of the page stores by `Section.rename`."""

    class Meta:
        model = Section
        fields = ["title"]


class PieceFormSet(BaseInlineFormSet):
    """Rows in their stored order, new ones at the end; a row without text is taken out."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["label"].required = False
        form.fields["label"].widget.attrs["placeholder"] = " "

    @property
    def filled(self):
        return [form for form in self.forms if form.cleaned_data.get("label")]

    def store(self, question, moved=None):
        """`moved`: (name of the row, step) when an arrow was pressed."""
        rows = self.filled
        for form in self.forms:
            if form not in rows and form.instance.pk:
                form.instance.delete()
        for form in rows:
            form.instance.question, form.instance.order = question, form.instance.order if form.instance.pk else LAST
            form.instance.save()
        put_in_order(self._ranked(question, rows, moved))

    def _ranked(self, question, rows, moved):
        """With those that somebody else added meanwhile."""
        mine = {form.instance.pk: form.instance for form in rows}
        pieces = [mine.get(piece.pk, piece) for piece in self.model.objects.filter(question=question)]
        pressed = next((form.instance for form in rows if moved and form.prefix == moved[0]), None)
        return swap(pieces, pressed, moved[1]) if pressed else pieces


def _rows(model, fields, extra):
    return inlineformset_factory(
        Question, model, formset=PieceFormSet, fields=fields, extra=extra, can_delete=False, max_num=40
    )


ChoiceRows = _rows(Choice, ["label", "asks_text", "is_outside_scale", "is_exclusive"], 3)
LineRows = _rows(QuestionLine, ["label"], 2)


def as_new(data):
    """What was typed for a question that is gone, as if its rows had never been stored."""
    data = data.copy()
    for name in data:
        if name.endswith(("-INITIAL_FORMS", "-id", "-question")):
            data[name] = "0" if name.endswith("-INITIAL_FORMS") else ""
    return data


class QuestionSheet:
    """The form of a question with its two lists of rows, checked and stored as one; `place`: where the keyboard is.

    `is_lost`: its question was removed while it was open; the words come back, to be stored as a new one.
    """

    def __init__(self, question, data=None, place="", is_lost=False):
        self.data, self.is_lost = data or {}, is_lost
        self.form = QuestionForm(data, instance=question)
        self.choices = ChoiceRows(data, instance=question, prefix="choices")
        self.choices.extra += 2 * (question.pk is None)
        self.lines = LineRows(data, instance=question, prefix="lines")
        self.was_new, self.mistaken_rows = question.pk is None, []
        self.form.fields["text"].widget.attrs["autofocus"] = data is None and not place
        for row in [*self.choices, *self.lines]:
            row.fields["label"].widget.attrs["autofocus"] = place == f"row:{row.prefix}"

    @property
    def question(self):
        return self.form.instance

    @property
    def compared(self):
        """The forms and the rows that two writers may both change (`accounts.desk.two_writers`)."""
        return [self.form], [self.choices, self.lines]

    def is_valid(self):
        is_valid = all([self.form.is_valid(), self.choices.is_valid(), self.lines.is_valid()])
        self.mistaken_rows = list(self._mistaken_rows(self.form.cleaned_data.get("kind")))
        return is_valid and not self.mistaken_rows

    @property
    def mistakes(self):
        """(the id of a field, what is wrong with it), to be listed above the form."""
        told = [("", error) for error in self.form.non_field_errors()] + self.mistaken_rows
        named = [(field, field.label) for field in self.form]
        for name, rows in [("réponse", self.choices), ("ligne", self.lines)]:
            named += [(row["label"], f"{name} {rank}") for rank, row in enumerate(rows, start=1)]
        return told + [
            (field.id_for_label, f"{capfirst(name)}\u00a0: {error}") for field, name in named for error in field.errors
        ]

    def refuse(self, error):
        """What the database or a law of the survey refused, once all was typed."""
        if self.was_new:
            self.question.pk = None
        if error.messages:
            self.form.add_error(None, error)

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

    @property
    def goes_on_at(self):
        """Where the keyboard is once all is stored: the next row to fill, or the arrow that was pressed."""
        if not self._moved():
            return f"row:{self.data['stay']}-{len(getattr(self, self.data['stay'], self.choices).filled)}"
        name, _ = self._moved()
        row = next((row for row in [*self.choices, *self.lines] if row.prefix == name), None)
        arrow = next(arrow for arrow in STEPS if arrow in self.data)
        return f"{arrow}:{name.partition('-')[0]}-{row.instance.order - 1}" if row else ""

    def _moved(self):
        return next(((self.data[name], step) for name, step in STEPS.items() if name in self.data), None)

    def _mistaken_rows(self, kind):
        """(the id of the first row, what is wrong with the rows as a whole)."""
        answers, lines = (f"id_{prefix}-0-label" for prefix in ("choices", "lines"))
        filled, inside = self.choices.filled, self._inside()
        if kind not in TICKED and filled:
            yield answers, "Cette forme n’a pas de réponses proposées. Effacez-les, ou choisissez une autre forme."
        if kind in TICKED and kind not in USUAL and len(filled) < 2:
            yield answers, "Proposez au moins deux réponses."
        if kind == Kind.SCALE and filled and len(inside) != 4:
            yield answers, "Une échelle a quatre réponses. Les autres sont «\u00a0hors de l’échelle\u00a0»."
        if kind != Kind.MULTI and any(form.cleaned_data.get("is_exclusive") for form in filled):
            yield answers, "Seule la forme «\u00a0plusieurs réponses\u00a0» a une réponse qui va sans aucune autre."
        if kind == Kind.GRID and not self.lines.filled:
            yield lines, "Un tableau a au moins une ligne."
        if kind != Kind.GRID and self.lines.filled:
            yield lines, "Seul un tableau a des lignes. Effacez-les, ou choisissez «\u00a0un tableau\u00a0»."

    def _inside(self):
        return [form for form in self.choices.filled if not form.cleaned_data.get("is_outside_scale")]


def _offer_usual(question):
    labels = USUAL[question.kind]
    for order, label in enumerate([*labels, OUTSIDE], start=1):
        Choice.objects.create(question=question, label=label, order=order, is_outside_scale=label == OUTSIDE)
