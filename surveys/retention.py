"""Answers are kept two years after the last day to answer, then erased; the published results stay."""

import datetime

from publishing.anniversary import years_before
from publishing.erasure import Erasure
from surveys.models import SurveyResponse

YEARS_KEPT = 2


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    responses = SurveyResponse.objects.filter(survey__closes_on__lt=years_before(today, YEARS_KEPT))
    count = responses.count()
    if not dry_run:
        responses.delete()
    return [Erasure(room="surveys", what="réponses au questionnaire", count=count)]
