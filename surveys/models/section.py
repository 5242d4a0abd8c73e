from django.core.exceptions import ValidationError
from django.db import models

FROZEN = "Une réponse est arrivée\u00a0: ce questionnaire ne change plus. Faites-en une nouvelle version."


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
