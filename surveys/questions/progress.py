"""The life of a questionnaire, and until when it may be answered, in words. It asks no database."""

import datetime

from django.core.exceptions import ValidationError

from publishing.dates.written_day import written_day
from publishing.words.progress import Progress, StatusChoices


class SurveyState(StatusChoices):
    DRAFT = "draft", Progress.LATER, {"open"}, "brouillon"
    OPEN = "open", Progress.NOW, {"closed"}, "ouvert"
    CLOSED = "closed", Progress.NOW, {"open", "published"}, "clos"
    PUBLISHED = "published", Progress.DONE, {"closed"}, "résultats publiés"


def last_day_at_opening(
    closes_on: datetime.date | None, day: datetime.date, *, is_reopened: bool
) -> datetime.date | None:
    """A survey opened again forgets the day it was closed; a first opening after its last day is a mistake."""
    if closes_on is None or closes_on > day or (closes_on == day and not is_reopened):
        return closes_on
    if not is_reopened:
        raise ValidationError("Le dernier jour pour répondre est passé. Changez-le d’abord.")
    return None


def opening_in_words(survey, day: datetime.date) -> str:
    """What opening it today would mean."""
    first = survey.opens_on if survey.opens_on and survey.opens_on > day else day
    soonest = day if survey.state == SurveyState.DRAFT else day + datetime.timedelta(days=1)
    last = survey.closes_on if survey.closes_on and survey.closes_on >= soonest else None
    until = f"jusqu’au {written_day(last)}" if last else "jusqu’à ce que vous le fermiez"
    return f"On pourra répondre à partir du {written_day(first)}, {until}."


def days_in_words(first: datetime.date | None, last: datetime.date | None) -> str:
    """From which day to which day a closed survey could be answered."""
    if first is None or last is None:
        return ""
    if first == last:
        return f"On pouvait répondre le {written_day(last)}."
    since = written_day(first, "j F" if first.year == last.year else "j F Y")
    return f"On pouvait répondre du {since} au {written_day(last)}."


def progress_in_words(survey, day: datetime.date) -> str:
    state = survey.get_state_display()
    if survey.state == SurveyState.OPEN and survey.opens_on and survey.opens_on > day:
        return f"{state} à partir du {written_day(survey.opens_on)}"
    if survey.state == SurveyState.OPEN and survey.closes_on:
        is_over = survey.closes_on < day
        return "dernier jour passé, à fermer" if is_over else f"{state} jusqu’au {written_day(survey.closes_on)}"
    return f"{state}, réponses comptées" if survey.state == SurveyState.CLOSED and survey.is_counted else state
