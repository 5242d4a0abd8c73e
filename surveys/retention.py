"""Answers are kept two years after the last day to answer, then erased, with the texts that were not shown; the
published results stay. While a questionnaire stays open, an answer is kept two years after its own day."""

import datetime

from django.db import transaction
from django.db.models import Q

from publishing.dates.anniversary import years_before
from publishing.erasing.erasure import Erasure
from publishing.erasing.retention import Kept, fields_of
from surveys.models import FreeText, SurveyAnswer, SurveyResponse

YEARS_KEPT = 2
AT_ONCE = 500

ANSWERS = Kept(
    fields_of("SurveyAnswer", "text") + fields_of("FreeText", "text"),
    why="connaître l’avis des habitants",
    since="le dernier jour pour répondre, ou après l’envoi si le questionnaire reste ouvert",
    months=12 * YEARS_KEPT,
)
SHOWN_TEXTS = Kept(
    fields_of("FreeText", "text"),
    why="montrer, relus et sans nom, les mots que le Conseil a choisis",
    since="ce que le Conseil les retire",
)
KEPT = [ANSWERS, SHOWN_TEXTS]
ABOUT_NOBODY = [
    "Choice",
    "Hall",
    "OneTimeCode",
    "PaperBatch",
    "PaperCorrection",
    "PosterNote",
    "PublishedResults",
    "Question",
    "QuestionLine",
    "Section",
    "SentToken",
    "Survey",
    "SurveyTranslation",
]


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    limit = years_before(today, YEARS_KEPT)
    is_over = Q(survey__closes_on__lt=limit)
    is_still_open = Q(survey__closes_on__isnull=True) | Q(survey__closes_on__gte=today)
    responses = SurveyResponse.objects.filter(is_over | is_still_open & Q(answered_on__lt=limit)).order_by("pk")
    texts = FreeText.objects.filter(is_over).exclude(decision=FreeText.Decision.SHOWN)
    erasures = [
        Erasure(room="surveys", what="réponses au questionnaire", count=responses.count()),
        Erasure(room="surveys", what="textes d’habitants qui ne sont pas montrés", count=texts.count()),
    ]
    if not dry_run:
        texts.delete()
        while keys := list(responses.values_list("pk", flat=True)[:AT_ONCE]):
            _erase(keys)
    return erasures


@transaction.atomic
def _erase(keys: list) -> None:
    """A few at a time: memory stays flat, and residents are never kept waiting."""
    SurveyAnswer.objects.filter(response__in=keys).delete()
    SurveyResponse.objects.filter(pk__in=keys).delete()
