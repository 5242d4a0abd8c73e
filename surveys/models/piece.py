from django.db import models

from surveys.models.section import refuse_if_frozen


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
    question = models.ForeignKey("surveys.Question", models.CASCADE, related_name="lines", verbose_name="question")

    class Meta(Piece.Meta):
        verbose_name = "ligne du tableau"
        verbose_name_plural = "lignes du tableau"


class Choice(Piece):
    question = models.ForeignKey("surveys.Question", models.CASCADE, related_name="choices", verbose_name="question")
    asks_text = models.BooleanField(
        "demande de préciser", default=False, help_text="Un champ à remplir suit cette réponse."
    )
    is_outside_scale = models.BooleanField(
        "hors de l’échelle", default=False, help_text="Par exemple «\u00a0Je ne sais pas\u00a0»."
    )
    is_exclusive = models.BooleanField(
        "seule, sans autre réponse",
        default=False,
        help_text="Par exemple «\u00a0Rien en particulier\u00a0», quand on peut donner plusieurs réponses.",
    )

    class Meta(Piece.Meta):
        verbose_name = "réponse proposée"
        verbose_name_plural = "réponses proposées"
