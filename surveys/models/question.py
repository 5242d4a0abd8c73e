from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Value

from surveys.questionnaire import Kind, Line, Option, Questionnaire, Rule, assemble

FROZEN = "Une réponse est arrivée\u00a0: ce questionnaire ne change plus. Dupliquez-le pour une nouvelle version."


def refuse_if_frozen(survey):
    """Answers keep their meaning: once one exists, the questions stay as they were read."""
    if survey.is_frozen:
        raise ValidationError(FROZEN)


class SectionQuerySet(models.QuerySet):
    def get_by_natural_key(self, survey, order):
        return self.get(survey__reference=survey, order=order)


class Section(models.Model):
    """A part of a questionnaire: one step on the screen."""

    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="sections", verbose_name="questionnaire")
    order = models.PositiveSmallIntegerField(
        "rang", default=1, help_text="Les parties se suivent du plus petit rang au plus grand."
    )
    title = models.CharField("titre de la partie", max_length=120, help_text="Il est écrit en haut de l’écran.")

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "partie"
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.survey.reference, self.order)

    natural_key.dependencies = ["surveys.survey"]

    def clean(self):
        if self.survey_id:
            refuse_if_frozen(self.survey)


class QuestionQuerySet(models.QuerySet):
    def get_by_natural_key(self, survey, section, order):
        return self.get(section__survey__reference=survey, section__order=section, order=order)

    def questionnaire(self, reference) -> Questionnaire | None:
        """The whole questionnaire in two queries; `None` when it has no question."""
        questions = list(
            self.filter(section__survey__reference=reference)
            .select_related("section__survey")
            .order_by("section__order", "section_id", "order", "pk")
        )
        if not questions:
            return None
        return assemble(questions[0].section.survey, questions, *_options_and_lines(reference))


def _options_and_lines(reference):
    here = {"question__section__survey__reference": reference}
    columns = ["order", "pk", "question_id", "label"]
    options = (
        Choice.objects.filter(**here).order_by().values_list(*columns, "asks_text", "is_outside_scale", Value(False))
    )
    lines = (
        QuestionLine.objects.filter(**here).order_by().values_list(*columns, Value(False), Value(False), Value(True))
    )
    options_of, lines_of = defaultdict(list), defaultdict(list)
    for _, pk, question, label, asks_text, is_outside_scale, is_line in sorted(options.union(lines, all=True)):
        if is_line:
            lines_of[question].append(Line(pk, label))
        else:
            options_of[question].append(Option(pk, label, bool(asks_text), bool(is_outside_scale)))
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
            )
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
        if self.condition_choice_id and not self._comes_after(self.condition_choice.question):
            raise ValidationError(
                {"condition_choice": "Choisissez une réponse d’une question plus haut dans le même questionnaire."}
            )

    def _comes_after(self, other):
        mine, its = (self.section.order, self.order), (other.section.order, other.order)
        return self.section.survey_id == other.section.survey_id and mine > its and other.kind != Kind.GRID


class PieceQuerySet(models.QuerySet):
    def get_by_natural_key(self, survey, section, question, order):
        here = {"question__section__survey__reference": survey, "question__section__order": section}
        return self.get(**here, question__order=question, order=order)


class Piece(models.Model):
    """What a question is made of."""

    order = models.PositiveSmallIntegerField("rang", default=1)
    label = models.CharField("texte", max_length=160)

    objects = PieceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self):
        return self.label

    def natural_key(self):
        return (*self.question.natural_key(), self.order)

    natural_key.dependencies = ["surveys.question"]

    def clean(self):
        if self.question_id:
            refuse_if_frozen(self.question.section.survey)


class QuestionLine(Piece):
    question = models.ForeignKey(Question, models.CASCADE, related_name="lines", verbose_name="question")

    class Meta(Piece.Meta):
        verbose_name = "ligne du tableau"
        verbose_name_plural = "lignes du tableau"


class Choice(Piece):
    question = models.ForeignKey(Question, models.CASCADE, related_name="choices", verbose_name="question")
    asks_text = models.BooleanField(
        "demande de préciser", default=False, help_text="Un champ à remplir suit cette réponse."
    )
    is_outside_scale = models.BooleanField(
        "hors de l’échelle", default=False, help_text="Par exemple «\u00a0Je ne sais pas\u00a0»."
    )

    class Meta(Piece.Meta):
        verbose_name = "réponse proposée"
        verbose_name_plural = "réponses proposées"
