import uuid
from collections import defaultdict

from django.db import IntegrityError, models, transaction
from django.db.models import Count, Exists, Q

from surveys.figures.results import Tally
from surveys.models.code import OneTimeCode
from surveys.models.question import Question
from surveys.models.sent_token import SentToken
from surveys.questions.questionnaire import Kind


class Channel(models.TextChoices):
    PAPER = "paper", "papier"
    ONLINE = "online", "en ligne"


class TooLate(Exception):
    """The survey was closed while the answer was on its way."""


class SurveyResponseQuerySet(models.QuerySet):
    def receive(self, survey, answers, *, answered_on, token_hash, code="") -> bool:
        """Stores what was sent on-line, whole or not at all. False: this token already came, the first answer stays."""
        try:
            return self._receive(survey, answers, answered_on, token_hash, code)
        except IntegrityError:
            if SentToken.objects.filter(pk=token_hash).exists():
                return False
            raise

    @transaction.atomic
    def _receive(self, survey, answers, day, token_hash, code):
        """Nobody closes the survey meanwhile. Of two copies that race, the unique token stops the second."""
        came_before = Exists(SentToken.objects.filter(pk=token_hash))
        surveys = type(survey).objects.select_for_update(no_key=True).annotate(came_before=came_before)
        survey = surveys.get(pk=survey.pk)
        if survey.came_before:
            return False
        SentToken.objects.create(token_hash=token_hash, survey=survey)
        if not survey.is_answerable(day):
            raise TooLate
        if survey.needs_code:
            OneTimeCode.objects.spend(survey, code)
        self._write(answers, survey=survey, channel=Channel.ONLINE, answered_on=day)
        return True

    def receive_paper(self, batch, answers, *, answered_on) -> uuid.UUID:
        """Stores a typed sheet, and returns its random key: the typist may take back the last one."""
        return self.keep(batch.survey, answers, channel=Channel.PAPER, answered_on=answered_on, batch=batch)

    @transaction.atomic
    def keep(self, survey, answers, *, channel, answered_on, batch=None) -> uuid.UUID:
        return self._write(answers, survey=survey, channel=channel, answered_on=answered_on, batch=batch)

    def _write(self, answers, **fields) -> uuid.UUID:
        response = self.create(**fields)
        SurveyAnswer.objects.bulk_create(SurveyAnswer.all_of(response, answers))
        return response.pk

    def tally(self) -> Tally:
        """How many people, never who: three queries, whatever their number. `self`: all the responses of surveys."""
        survey_of = self.order_by().values("survey").distinct()
        answers = SurveyAnswer.objects.filter(question__in=Question.objects.filter(section__survey__in=survey_of))
        answered, ticked = defaultdict(int), {}
        for question, line, choice, people, firsts in answers.counts():
            answered[question, line] += firsts
            if choice is not None:
                ticked[line, choice] = people
        by_channel = dict(self.values_list("channel").annotate(people=Count("pk")).order_by())
        return Tally(by_channel=by_channel, answered=dict(answered), ticked=ticked, numbers=answers.numbers())


class SurveyResponse(models.Model):
    """One filled sheet or screen. Nothing here, nor beside it, says who filled it, from where, or at what time."""

    id = models.UUIDField("numéro au hasard", primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="responses", verbose_name="questionnaire")
    channel = models.CharField("voie", max_length=8, choices=Channel)
    batch = models.ForeignKey(
        "surveys.PaperBatch",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name="lot de feuilles",
    )
    answered_on = models.DateField("reçue le")

    objects = SurveyResponseQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse reçue"
        verbose_name_plural = "réponses reçues"
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                name="response_batch_is_for_paper",
                condition=Q(channel="paper") | Q(channel="online", batch__isnull=True),
                violation_error_message="Seules les réponses sur papier sont dans un lot.",
            )
        ]

    def __str__(self):
        return "réponse anonyme"


class SurveyAnswerQuerySet(models.QuerySet):
    def counts(self):
        """(question, line, choice, people, people for whom it is the first answer to the question)."""
        firsts = Count("is_first", filter=Q(is_first=True))
        return self.order_by().values_list("question", "line", "choice").annotate(people=Count("*"), firsts=firsts)

    def numbers(self) -> dict[int, dict[int, int]]:
        """For each question that asks for a number, how many people gave which."""
        rows = self.filter(question__kind=Kind.NUMBER).order_by().values_list("question", "text")
        people = defaultdict(dict)
        for question, text, count in rows.annotate(people=Count("*")):
            people[question][int(text)] = count
        return dict(people)

    def counts_by(self, survey, question) -> dict[tuple[int, int], int]:
        """(option, group) -> how many people ticked both; `question`: the one that makes the groups."""
        both = self.filter(response__survey=survey, line=None, response__answers__question=question)
        rows = both.exclude(choice=None).order_by().values_list("choice", "response__answers__choice")
        return {(choice, group): people for choice, group, people in rows.annotate(people=Count("*"))}


class SurveyAnswer(models.Model):
    """One ticked option, or one text, of one response."""

    id = models.UUIDField("numéro au hasard", primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(
        SurveyResponse, models.CASCADE, related_name="answers", verbose_name="réponse reçue", db_index=False
    )
    question = models.ForeignKey(
        "surveys.Question", models.RESTRICT, related_name="answers", verbose_name="question", db_index=False
    )
    line = models.ForeignKey(
        "surveys.QuestionLine", models.RESTRICT, null=True, related_name="answers", verbose_name="ligne"
    )
    choice = models.ForeignKey(
        "surveys.Choice", models.RESTRICT, null=True, related_name="answers", verbose_name="réponse choisie"
    )
    text = models.TextField("texte écrit", blank=True)
    is_first = models.BooleanField("première réponse de cette personne à cette question", default=True)

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse à une question"
        verbose_name_plural = "réponses à une question"
        default_permissions = []
        indexes = [
            models.Index(name="answers_are_counted", fields=["question", "line", "choice", "is_first"]),
            models.Index(name="answers_are_read_together", fields=["response", "line", "choice"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="an_option_counts_once",
                fields=["response", "choice"],
                condition=Q(line__isnull=True, choice__isnull=False),
                violation_error_message="Une réponse proposée ne compte qu’une fois par personne.",
            ),
            models.UniqueConstraint(
                name="a_grid_line_has_one_answer",
                fields=["response", "line"],
                condition=Q(line__isnull=False),
                violation_error_message="Une ligne de tableau a une seule réponse par personne.",
            ),
            models.UniqueConstraint(
                name="a_text_is_given_once",
                fields=["response", "question"],
                condition=Q(choice__isnull=True),
                violation_error_message="Une question a un seul texte par personne.",
            ),
            models.CheckConstraint(
                name="an_answer_says_something",
                condition=Q(choice__isnull=False) | (Q(line__isnull=True) & ~Q(text="")),
                violation_error_message="Une réponse vide ne s’enregistre pas.",
            ),
        ]

    def __str__(self):
        return "réponse anonyme à une question"

    @classmethod
    def all_of(cls, response, answers):
        """Unsaved rows for checked `surveys.questions.answer.Answer`s;
        one is the first of each question, or line of a grid.
        """
        answered = set()
        for answer in answers:
            place = (answer.question, answer.line)
            yield cls(
                response_id=response.pk,
                question_id=answer.question,
                line_id=answer.line,
                choice_id=answer.choice,
                text=answer.text,
                is_first=place not in answered,
            )
            answered.add(place)
