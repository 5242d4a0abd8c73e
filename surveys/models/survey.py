from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from publishing.erasing.withdrawn import Withdrawal, note
from publishing.example import DemoContent, ExampleQuerySet
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.sourced import Sourced
from surveys.figures.attack import RULES, attack
from surveys.figures.disclosure import SMALLEST_BASE, TOO_FEW
from surveys.figures.published import as_content
from surveys.figures.results import results_of
from surveys.models.copy import copy_rows
from surveys.models.question import Question
from surveys.models.questions_copy import copy_questions
from surveys.models.response import SurveyAnswer
from surveys.models.result import FreeText, PublishedResults
from surveys.models.section import Section, put_in_order, refuse_if_frozen
from surveys.models.translation import SurveyTranslation
from surveys.models.unlinking import unlink_answers
from surveys.questions.progress import SurveyState, days_in_words, last_day_at_opening
from surveys.questions.questionnaire import Kind, Questionnaire


class SurveyQuerySet(ReferencedQuerySet, ExampleQuerySet):
    def published_open(self, day):
        """Those that a resident may answer on `day`, the newest first."""
        begun = Q(opens_on__isnull=True) | Q(opens_on__lte=day)
        not_over = Q(closes_on__isnull=True) | Q(closes_on__gte=day)
        return self.filter(begun, not_over, state=SurveyState.OPEN).order_by("-opens_on", "-pk")

    def begun(self, day):
        """Those that a resident could have answered by `day`."""
        return self.exclude(state=SurveyState.DRAFT).exclude(state=SurveyState.OPEN, opens_on__gt=day)

    def with_public_results(self):
        return self.filter(state=SurveyState.PUBLISHED, published_results__isnull=False).order_by(
            "-published_on", "-pk"
        )


class Survey(Referenced, Sourced, DemoContent):
    """A questionnaire, from its first draft to its published results."""

    State = SurveyState

    title = models.CharField("titre", max_length=160)
    intro = models.TextField(
        "phrases du début", blank=True, help_text="Deux ou trois phrases courtes, lues avant la première question."
    )
    state = models.CharField("état", max_length=10, choices=SurveyState, default=SurveyState.DRAFT, editable=False)
    opens_on = models.DateField(
        "ouvre le", null=True, blank=True, help_text="Avant ce jour, personne ne peut répondre."
    )
    closes_on = models.DateField(
        "dernier jour pour répondre", null=True, blank=True, help_text="Vide\u00a0: jusqu’à ce que vous le fermiez."
    )
    homes = models.PositiveIntegerField(
        "logements du quartier",
        null=True,
        blank=True,
        help_text="Le nombre que donne le Conseil, pour dire combien de logements ont répondu. "
        "Vide\u00a0: rien n’est dit.",
    )
    counted_on = models.DateField("réponses comptées le", null=True, blank=True, editable=False)
    published_on = models.DateField("résultats publiés le", null=True, blank=True, editable=False)
    is_model = models.BooleanField(
        "modèle à valider",
        default=False,
        help_text="Un modèle ne s’ouvre pas\u00a0: on le duplique, puis on ouvre la copie.",
    )
    needs_code = models.BooleanField(
        "un code par logement",
        default=False,
        help_text="Cochez si chaque logement répond une seule fois, avec le code d’une lettre. Sinon, laissez vide.",
    )
    version = models.PositiveSmallIntegerField("version", default=1, editable=False)
    version_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="next_versions",
        verbose_name="version d’avant",
    )

    objects = SurveyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "questionnaire"
        ordering = ["-opens_on", "title"]
        permissions = [
            ("run_survey", "Peut ouvrir, fermer et publier un questionnaire"),
            ("export_survey", "Peut télécharger les réponses brutes"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_model_stays_a_draft",
                condition=Q(is_model=False) | Q(state="draft"),
                violation_error_message="Un modèle ne s’ouvre pas. Dupliquez-le, puis ouvrez la copie.",
            ),
            models.CheckConstraint(
                name="a_survey_closes_after_it_opens",
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                violation_error_message="Le dernier jour pour répondre vient après l’ouverture.",
            ),
            models.CheckConstraint(
                name="published_results_have_a_day",
                condition=~Q(state="published") | Q(published_on__isnull=False),
                violation_error_message="Des résultats publiés ont un jour de publication.",
            ),
            models.CheckConstraint(
                name="a_survey_has_a_known_state",
                condition=Q(state__in=SurveyState.values),
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                name="a_first_version_is_the_version_of_nothing",
                condition=Q(version__gte=1) & (Q(version_of__isnull=True) | Q(version__gte=2)),
                violation_error_message="Une nouvelle version a un numéro à partir de 2.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("surveys:survey_answer", args=[self.reference])

    @property
    def results_url(self):
        return reverse("surveys:result_detail", args=[self.reference])

    @property
    def answering_days(self):
        return days_in_words(self.opens_on, self.closes_on)

    @property
    def is_public(self):
        return self.state != SurveyState.DRAFT

    @property
    def has_public_results(self):
        return self.state == SurveyState.PUBLISHED and hasattr(self, "published_results")

    @property
    def is_frozen(self):
        """Its questions were answered as they stand: they do not change any more."""
        return self.is_counted or self.responses.exists()

    @property
    def is_counted(self):
        """Somebody could look at its results: no answer comes in any more, two looks would tell it."""
        return self.counted_on is not None or self.published_on is not None

    @property
    def accepts_paper(self):
        """Sheets may still be typed after the last day, until the answers are counted."""
        return self.state in (SurveyState.OPEN, SurveyState.CLOSED) and not self.is_counted

    def is_answerable(self, day):
        has_begun = self.opens_on is None or self.opens_on <= day
        return self.state == SurveyState.OPEN and has_begun and (self.closes_on is None or day <= self.closes_on)

    def questionnaire(self) -> Questionnaire:
        return Question.objects.questionnaire(self.reference) or Questionnaire(self, ())

    def masked_results(self):
        """What may be told of the answers, as `surveys.figures.results.Results`."""
        return results_of(self.questionnaire(), self.responses.tally(), self.homes)

    def open(self, day):
        self._become(SurveyState.OPEN, self._open, day)

    def close(self, day):
        self._become(SurveyState.CLOSED, self._close, day)
        unlink_answers()

    def written_answers(self):
        """The texts of the answers, free or beside an option."""
        answers = SurveyAnswer.objects.filter(response__survey=self).exclude(text="")
        return answers.exclude(question__kind=Kind.NUMBER).order_by("pk")

    def count_results(self, day):
        """Freezes the masked results once and for all: from then on, no look can be compared with another."""
        self._freeze(day)
        unlink_answers()

    @transaction.atomic
    def _freeze(self, day):
        self.lock()
        if self.state != SurveyState.CLOSED or self.is_counted:
            raise ValidationError("Les réponses se comptent une seule fois, quand le questionnaire est clos.")
        self._count(day)
        self.save()

    def publish_results(self, day):
        self._become(SurveyState.PUBLISHED, self._publish, day)

    def withdraw_results(self, day):
        """The results leave the public pages; the same ones may come back, never others."""
        self._become(SurveyState.CLOSED, self._withdraw, day)

    def lock_to_build(self):
        """Inside a transaction: nobody answers while the questions change, and none was answered."""
        self.lock()
        refuse_if_frozen(self)

    @transaction.atomic
    def add_section(self, title):
        self.lock_to_build()
        section = Section(survey=self, title=title, order=self.sections.count() + 1)
        section.full_clean()
        section.save()
        put_in_order(self.sections.all())
        return section

    @transaction.atomic
    def duplicate(self, reference, title, is_example=False, **fields):
        """A draft with the same questions and none of the answers."""
        kept = {name: getattr(self, name) for name in ("intro", "homes", "needs_code")}
        copy = type(self).objects.create(reference=reference, title=title, is_example=is_example, **kept, **fields)
        copy_questions(self, copy)
        copy_rows(SurveyTranslation, self.translations.all(), survey=lambda _: copy)
        return copy

    @transaction.atomic
    def make_version(self):
        """The same questionnaire, to be changed: the answers of this one keep their meaning."""
        self.lock()
        number = self.version + 1
        stem = self.reference.removesuffix(f"-v{self.version}")[:74]
        while type(self).objects.filter(reference=f"{stem}-v{number}").exists():
            number += 1
        return self.duplicate(f"{stem}-v{number}", self.title, self.is_example, version=number, version_of=self)

    @transaction.atomic
    def _become(self, state, act, day):
        self.lock()
        SurveyState(self.state).check_next(state)
        act(day)
        self.state = state
        self.full_clean(exclude=["reference"])
        self.save()

    def lock(self):
        """Nobody changes this survey, nor answers it, until the end of the transaction."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())

    def _open(self, day):
        if self.is_counted:
            raise ValidationError("Les réponses sont comptées\u00a0: ce questionnaire ne s’ouvre plus. Dupliquez-le.")
        if not Question.objects.filter(section__survey=self).exists():
            raise ValidationError("Ce questionnaire n’a pas encore de question.")
        self.opens_on = self.opens_on or day
        self.closes_on = last_day_at_opening(self.closes_on, day, is_reopened=self.state == SurveyState.CLOSED)

    def _close(self, day):
        """Nobody can send twice what is no longer accepted: the tokens are forgotten."""
        self.opens_on = min(self.opens_on or day, day)
        self.closes_on = min(self.closes_on or day, day)
        self.tokens.all().delete()

    def _count(self, day):
        results = self.masked_results()
        if results.people < SMALLEST_BASE:
            raise ValidationError(TOO_FEW)
        if attack(results):
            raise ValidationError("Ces résultats laisseraient retrouver un petit groupe. Ils ne sont pas publiés.")
        PublishedResults.objects.create(survey=self, content=as_content(results), rules=RULES)
        FreeText.objects.copy_from(self)
        self.counted_on = day

    def _publish(self, day):
        frozen = PublishedResults.objects.filter(survey=self).first()
        if frozen is None:
            self._count(day)
        elif frozen.unsafe_since or (frozen.rules != RULES and attack(frozen.results)):
            raise ValidationError("Ces résultats laisseraient retrouver un petit groupe. Ils ne sont pas publiés.")
        self.published_on = self.published_on or day

    def _withdraw(self, day):
        note(Withdrawal.WITHDRAWN, self)
