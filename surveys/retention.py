"""Answers are kept two years after the last day to answer, then erased, with the texts that were not shown; the
published results stay."""

import datetime

from django.db import transaction

from publishing.anniversary import years_before
from publishing.erasure import Erasure
from surveys.models import FreeText, SurveyAnswer, SurveyResponse

YEARS_KEPT = 2
AT_ONCE = 500


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    is_old = {"survey__closes_on__lt": years_before(today, YEARS_KEPT)}
    responses = SurveyResponse.objects.filter(**is_old).order_by("pk")
    texts = FreeText.objects.filter(**is_old).exclude(decision=FreeText.Decision.SHOWN)
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
