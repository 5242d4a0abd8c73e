from django.core.exceptions import ValidationError
from django.db import models, transaction

FROZEN = "Une réponse est arrivée\u00a0: ce questionnaire ne change plus. Faites-en une nouvelle version."


def refuse_if_frozen(survey):
    """Answers keep their meaning: once one exists, the questions stay as they were read."""
    if survey.is_frozen:
        raise ValidationError(FROZEN)


def put_in_order(rows) -> None:
    """Ranks 1, 2, 3… in the order given."""
    for rank, row in enumerate(rows, start=1):
        if row.order != rank:
            row.order = rank
            row.save(update_fields=["order"])


def swap(rows, row, step) -> list:
    """The rows with one of them a step up (-1) or down (1); at the edge nothing moves."""
    rows = list(rows)
    here = rows.index(row)
    there = min(max(here + step, 0), len(rows) - 1)
    rows[here], rows[there] = rows[there], rows[here]
    return rows


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

    @transaction.atomic
    def rename(self, title):
        self.survey.lock_to_build()
        self.title = title
        self.full_clean()
        self.save(update_fields=["title"])

    @transaction.atomic
    def move(self, step):
        """One rank up (-1) or down (1)."""
        self.survey.lock_to_build()
        put_in_order(swap(self.survey.sections.all(), self, step))
        self.questions.model.objects.refuse_early_conditions(self.survey)

    @transaction.atomic
    def remove(self):
        self.survey.lock_to_build()
        if self.questions.exists():
            raise ValidationError("Cette partie a encore des questions. Déplacez-les ou supprimez-les d’abord.")
        self.delete()
        put_in_order(self.survey.sections.all())
