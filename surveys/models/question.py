from collections import defaultdict
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Value

from surveys.models.copy import copy_rows
from surveys.models.piece import Choice, QuestionLine
from surveys.models.section import Section, put_in_order, refuse_if_frozen, swap
from surveys.questions.questionnaire import Item, Kind, Line, Option, Part, Questionnaire, Rule

# What a question says, in the order of `surveys.questions.questionnaire.Item`; then come its part and its survey.
OF_ITEM = (
    *("pk", "kind", "text", "help", "is_required", "max_choices", "condition_choice_id", "condition_rule"),
    *("lowest", "highest"),
)
TITLE = slice(len(OF_ITEM), len(OF_ITEM) + 2)


class QuestionQuerySet(models.QuerySet):
    def get_by_natural_key(self, survey, section, order):
        return self.get(section__survey__reference=survey, section__order=section, order=order)

    def questionnaire(self, reference) -> Questionnaire | None:
        """The whole questionnaire in two queries, read as plain values; `None` when it has no question."""
        survey = Section._meta.get_field("survey").related_model
        of_survey = [field.attname for field in survey._meta.concrete_fields]
        rows = list(
            self.filter(section__survey__reference=reference)
            .order_by("section__order", "section_id", "order", "pk")
            .values_list(*OF_ITEM, "section_id", "section__title", *(f"section__survey__{name}" for name in of_survey))
        )
        if not rows:
            return None
        options, lines = _options_and_lines(reference)
        parts = []
        for (_, title), inside in groupby(enumerate(rows, start=1), key=lambda row: row[1][TITLE]):
            items = [Item(n, *q[: len(OF_ITEM)], tuple(options[q[0]]), tuple(lines[q[0]])) for n, q in inside]
            parts.append(Part(len(parts) + 1, title, tuple(items)))
        survey = survey.from_db(self.db, of_survey, rows[0][TITLE.stop :])
        return Questionnaire(survey, tuple(parts), survey.title, survey.intro)

    def refuse_early_conditions(self, survey):
        """A question that depends on an answer comes after it, or nobody would know whom to ask."""
        dependent = self.filter(section__survey=survey, condition_choice__isnull=False)
        for question in dependent.select_related("section", "condition_choice__question__section"):
            asked = question.condition_choice.question
            if not question.comes_after(asked):
                raise ValidationError(
                    f"«\u00a0{question}\u00a0» dépend de «\u00a0{asked}\u00a0»\u00a0: elle reste après."
                )


def _options_and_lines(reference):
    here = {"question__section__survey__reference": reference}
    columns = ["order", "pk", "question_id", "label"]
    flags = ["asks_text", "is_outside_scale", "is_exclusive"]
    options = Choice.objects.filter(**here).order_by().values_list(*columns, *flags, Value(False))
    none = [Value(False)] * len(flags)
    lines = QuestionLine.objects.filter(**here).order_by().values_list(*columns, *none, Value(True))
    options_of, lines_of = defaultdict(list), defaultdict(list)
    for _, pk, question, label, *said, is_line in sorted(options.union(lines, all=True)):
        if is_line:
            lines_of[question].append(Line(pk, label))
        else:
            options_of[question].append(Option(pk, label, *map(bool, said)))
    return options_of, lines_of


class Question(models.Model):
    """One question, asked the same way on the screen and on paper."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="questions", verbose_name="partie")
    order = models.PositiveSmallIntegerField(
        "rang", default=1, help_text="Les questions d’une partie se suivent dans cet ordre."
    )
    text = models.CharField("question", max_length=300, help_text="Une phrase courte, avec des mots de tous les jours.")
    kind = models.CharField("forme de la réponse", max_length=8, choices=Kind, default=Kind.SINGLE)
    max_choices = models.PositiveSmallIntegerField(
        "nombre de réponses au plus",
        null=True,
        blank=True,
        help_text="Seulement pour «\u00a0plusieurs réponses\u00a0».",
    )
    help = models.CharField(
        "aide", max_length=300, blank=True, help_text="Une phrase sous la question, si elle est utile."
    )
    is_required = models.BooleanField(
        "obligatoire",
        default=False,
        help_text="À réserver à très peu de questions. Sur papier, rien n’est obligatoire.",
    )
    lowest = models.PositiveIntegerField(
        "nombre le plus petit", null=True, blank=True, help_text="Seulement pour «\u00a0un nombre\u00a0»."
    )
    highest = models.PositiveIntegerField(
        "nombre le plus grand", null=True, blank=True, help_text="Seulement pour «\u00a0un nombre\u00a0»."
    )
    condition_choice = models.ForeignKey(
        "surveys.Choice",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="dependent_questions",
        verbose_name="dépend de la réponse",
        help_text="Une réponse d’une question plus haut. Vide\u00a0: la question est posée à tous.",
    )
    condition_rule = models.CharField("condition", max_length=8, choices=Rule, default=Rule.UNLESS)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question"
        ordering = ["section__order", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="question_maximum_is_for_several_answers",
                condition=Q(max_choices__isnull=True) | Q(kind=Kind.MULTI, max_choices__gte=1),
                violation_error_message="Un nombre de réponses au plus ne va qu’avec «\u00a0plusieurs réponses\u00a0».",
            ),
            models.CheckConstraint(
                name="question_bounds_are_for_a_number",
                condition=Q(lowest__isnull=True, highest__isnull=True) | Q(kind=Kind.NUMBER),
                violation_error_message="Un plus petit et un plus grand ne vont qu’avec «\u00a0un nombre\u00a0».",
            ),
            models.CheckConstraint(
                name="question_bounds_are_in_order",
                condition=Q(lowest__isnull=True) | Q(highest__isnull=True) | Q(highest__gte=F("lowest")),
                violation_error_message="Le nombre le plus grand est au moins le plus petit.",
            ),
            models.CheckConstraint(
                name="a_question_has_a_known_kind",
                condition=Q(kind__in=Kind.values),
                violation_error_message="Cette forme de réponse n’existe pas.",
            ),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (*self.section.natural_key(), self.order)

    natural_key.dependencies = ["surveys.section"]

    def clean(self):
        if not self.section_id:
            return
        refuse_if_frozen(self.section.survey)
        if self.condition_choice_id and not self.comes_after(self.condition_choice.question):
            raise ValidationError(
                {"condition_choice": "Choisissez une réponse d’une question plus haut dans le même questionnaire."}
            )

    def comes_after(self, other):
        mine, its = (self.section.order, self.order), (other.section.order, other.order)
        return self.section.survey_id == other.section.survey_id and mine > its and other.kind != Kind.GRID

    @transaction.atomic
    def move(self, step):
        """One rank up (-1) or down (1); past the edge of its part, into the part beside."""
        survey = self.section.survey
        survey.lock_to_build()
        siblings = list(self.section.questions.all())
        edge = siblings[0 if step < 0 else -1]
        if edge == self:
            self._move_to_the_part_beside(step)
        else:
            put_in_order(swap(siblings, self, step))
        Question.objects.refuse_early_conditions(survey)

    def _move_to_the_part_beside(self, step):
        sections = list(self.section.survey.sections.all())
        there = sections.index(self.section) + step
        if not 0 <= there < len(sections):
            return
        others, left = list(sections[there].questions.all()), self.section
        self.section = sections[there]
        self.save(update_fields=["section"])
        put_in_order([*others, self] if step < 0 else [self, *others])
        put_in_order(left.questions.all())

    @transaction.atomic
    def copy(self):
        """The same question again, right after this one."""
        self.section.survey.lock_to_build()
        after = list(self.section.questions.filter(order__gt=self.order))
        twin = copy_rows(Question, [self], section=lambda _: self.section)[self.pk]
        for pieces in (self.choices, self.lines):
            copy_rows(pieces.model, pieces.all(), question=lambda _: twin)
        put_in_order([*self.section.questions.exclude(pk__in=[twin.pk, *(q.pk for q in after)]), twin, *after])
        return twin

    @transaction.atomic
    def remove(self):
        """A question on which another depends stays."""
        self.section.survey.lock_to_build()
        dependent = Question.objects.filter(condition_choice__question=self).first()
        if dependent:
            raise ValidationError(f"La question «\u00a0{dependent}\u00a0» dépend de celle-ci. Changez-la d’abord.")
        self.delete()
        put_in_order(self.section.questions.all())
