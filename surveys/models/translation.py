from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from publishing.words.language import FRENCH, TRANSLATED
from surveys.questions.translated import sentences


class SurveyTranslationQuerySet(models.QuerySet):
    def get_by_natural_key(self, survey, language):
        return self.get(survey__reference=survey, language=language)

    def offered(self, questionnaire) -> dict:
        """The complete translations of a questionnaire, by language: half of one would be worse than French.

        A new title may wait: it is shown in French.
        """
        wanted = [text for text in sentences(questionnaire) if text != questionnaire.title]
        order = [code for code, _ in TRANSLATED]
        ready = [found for found in self.filter(survey=questionnaire.survey) if not found.missing(wanted)]
        return {found.language: found for found in sorted(ready, key=lambda found: order.index(found.language))}

    def languages(self, survey) -> list[tuple[str, str]]:
        """French, then those in which something is written: (code, name)."""
        begun = set(self.filter(survey=survey).values_list("language", flat=True))
        return [(FRENCH, "français"), *((code, name) for code, name in TRANSLATED if code in begun)]

    def intro(self, survey, language) -> str:
        """The first sentences of a survey in a language; none for French, or when they are not translated."""
        found = self.filter(survey=survey, language=language).first() if survey and language != FRENCH else None
        return found.texts.get(survey.intro, "") if found else ""

    def titles(self, surveys, language) -> dict:
        """The titles of some surveys in a language, by key; French needs no translation and costs nothing."""
        if language == FRENCH or not surveys:
            return {}
        found = self.filter(survey__in=surveys, language=language).select_related("survey")
        return {row.survey_id: row.texts.get(row.survey.title) or row.survey.title for row in found}


class SurveyTranslation(models.Model):
    """The sentences of a survey in another language, by their French sentence:
    a changed sentence is translated anew.
    """

    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="translations", verbose_name="questionnaire"
    )
    language = models.CharField("langue", max_length=2, choices=TRANSLATED)
    texts = models.JSONField("phrases traduites", default=dict, blank=True, editable=False)
    is_reviewed = models.BooleanField(
        "relue",
        default=False,
        help_text="Cochez quand une personne qui parle cette langue a tout relu. "
        "Avant, l’écran dit «\u00a0traduction à relire\u00a0».",
    )

    objects = SurveyTranslationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "traduction d’un questionnaire"
        verbose_name_plural = "traductions des questionnaires"
        ordering = ["survey", "language"]
        constraints = [
            models.UniqueConstraint(
                name="a_survey_has_one_translation_a_language",
                fields=["survey", "language"],
                violation_error_message="Ce questionnaire a déjà une traduction dans cette langue.",
            ),
            models.CheckConstraint(
                name="a_survey_is_translated_into_a_known_language",
                condition=models.Q(language__in=[code for code, _ in TRANSLATED]),
                violation_error_message="Cette langue n’est pas proposée.",
            ),
        ]

    def __str__(self):
        return f"{self.get_language_display()}, {self.survey}"

    def natural_key(self):
        return (self.survey.reference, self.language)

    natural_key.dependencies = ["surveys.survey"]

    def clean(self):
        if not isinstance(self.texts, dict) or not all(isinstance(text, str) for text in self.texts.values()):
            raise ValidationError("Une traduction associe une phrase à chaque phrase en français.")

    def write(self, texts, *, is_reviewed):
        """Keeps these sentences and no other: what the French no longer says needs no translation."""
        self.texts, self.is_reviewed = texts, is_reviewed
        self.full_clean()
        self.save()

    def missing(self, sentences):
        """The French sentences that wait for their translation."""
        return [sentence for sentence in sentences if not self.texts.get(sentence)]
