import random
import uuid

from django.core.exceptions import ValidationError
from django.db import models


class PublishedResults(models.Model):
    """The results, masked and frozen the day they were counted; the public pages read this, never the answers."""

    survey = models.OneToOneField(
        "surveys.Survey", models.CASCADE, related_name="published_results", verbose_name="questionnaire"
    )
    content = models.JSONField("résultats")

    class Meta:
        verbose_name = "résultats publiés"
        verbose_name_plural = "résultats publiés"
        default_permissions = []

    def __str__(self):
        return f"résultats de {self.survey}"


class FreeTextQuerySet(models.QuerySet):
    def copy_from(self, survey) -> None:
        """What residents wrote, in an order drawn by lot and without its day: nothing ties two texts of one person."""
        answers = survey.written_answers().values_list("question", "choice", "text")
        texts = [FreeText(survey=survey, question_id=q, choice_id=c, text=text) for q, c, text in answers]
        random.SystemRandom().shuffle(texts)
        self.bulk_create(texts, batch_size=500)

    def to_read(self):
        return self.filter(decision=FreeText.Decision.TO_READ).order_by("question__section__order", "question", "pk")

    def shown(self):
        return self.filter(decision=FreeText.Decision.SHOWN)


class FreeText(models.Model):
    """A text of a resident, read by a person before it is shown; it knows nothing of the other answers."""

    class Decision(models.TextChoices):
        TO_READ = "to_read", "à lire"
        SHOWN = "shown", "montré"
        WITHHELD = "withheld", "gardé pour nous"

    id = models.UUIDField("numéro au hasard", primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="texts", verbose_name="questionnaire")
    question = models.ForeignKey("surveys.Question", models.RESTRICT, related_name="+", verbose_name="question")
    choice = models.ForeignKey(
        "surveys.Choice", models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="réponse précisée"
    )
    text = models.TextField(
        "texte", help_text="Enlevez les noms, les adresses, et tout ce qui fait reconnaître une personne."
    )
    decision = models.CharField("décision", max_length=8, choices=Decision, default=Decision.TO_READ)

    objects = FreeTextQuerySet.as_manager()

    class Meta:
        verbose_name = "texte d’habitant"
        verbose_name_plural = "textes d’habitants"
        default_permissions = ["view", "change"]
        constraints = [
            models.CheckConstraint(
                name="a_free_text_has_a_known_decision",
                condition=models.Q(decision__in=["to_read", "shown", "withheld"]),
                violation_error_message="Cette décision n’existe pas.",
            )
        ]

    def __str__(self):
        return "texte d’habitant"

    def clean(self):
        if self.decision == self.Decision.SHOWN and not self.text.strip():
            raise ValidationError({"text": "Un texte vide ne se montre pas. Choisissez «\u00a0gardé pour nous\u00a0»."})
