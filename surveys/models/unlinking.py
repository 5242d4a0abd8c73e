"""A response, its code, its token and the number of its sheet are written at the same moment: that is what makes them
safe, and what would let somebody who opens the database pair them. So all are written anew, under new random keys."""

import datetime
import random

from publishing.erasing.unlinking import wipe_erased_rows, write_anew
from surveys.models.code import OneTimeCode
from surveys.models.paper import PaperSheet
from surveys.models.response import SurveyAnswer, SurveyResponse
from surveys.models.sent_token import SentToken

KINDS = [[SurveyResponse, SurveyAnswer], [OneTimeCode], [SentToken], [PaperSheet]]


def unlink_answers() -> None:
    for kind in random.SystemRandom().sample(KINDS, len(KINDS)):
        write_anew(*kind, new_keys=SurveyResponse in kind)
    wipe_erased_rows(*(model for kind in KINDS for model in kind))


def forget_tokens(today: datetime.date) -> None:
    """Nobody can send twice what is no longer accepted."""
    SentToken.objects.filter(survey__closes_on__lt=today).delete()
