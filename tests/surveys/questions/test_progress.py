"""The days of a survey: what opening means, and where it stands."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from surveys.models import Survey
from surveys.questions.progress import days_in_words, last_day_at_opening, opening_in_words, progress_in_words
from tests.surveys.make import TODAY

pytestmark = pytest.mark.once
State = Survey.State


def day(shift):
    return None if shift is None else TODAY + datetime.timedelta(days=shift)


@pytest.mark.parametrize(
    ("last", "is_reopened", "kept"),
    [(None, False, None), (5, False, 5), (0, False, 0), (5, True, 5), (0, True, None), (-5, True, None)],
)
def test_a_survey_opened_again_forgets_the_day_it_was_closed(last, is_reopened, kept):
    assert last_day_at_opening(day(last), TODAY, is_reopened=is_reopened) == day(kept)


def test_a_survey_is_not_opened_for_the_first_time_after_its_last_day():
    with pytest.raises(ValidationError, match="est passé"):
        last_day_at_opening(day(-1), TODAY, is_reopened=False)


def survey(state, opens=None, closes=None, is_counted=False):
    return SimpleNamespace(
        state=state,
        opens_on=day(opens),
        closes_on=day(closes),
        is_counted=is_counted,
        get_state_display=lambda: State(state).label,
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (survey(State.DRAFT), "brouillon"),
        (survey(State.OPEN), "ouvert"),
        (survey(State.OPEN, opens=3), "ouvert à partir du 23 septembre 2018"),
        (survey(State.OPEN, -3, 4), "ouvert jusqu’au 24 septembre 2018"),
        (survey(State.OPEN, -3, -1), "dernier jour passé, à fermer"),
        (survey(State.CLOSED, is_counted=True), "clos, réponses comptées"),
    ],
)
def test_where_a_survey_stands_is_said_in_words(found, words):
    assert progress_in_words(found, TODAY) == words


def test_what_opening_means_is_said_before():
    said = opening_in_words(survey(State.DRAFT, 3, 10), TODAY)
    assert said == "On pourra répondre à partir du 23 septembre 2018, jusqu’au 30 septembre 2018."
    assert "jusqu’à ce que vous le fermiez" in opening_in_words(survey(State.CLOSED, -9, 0), TODAY)


def test_the_days_of_a_closed_survey_are_told_with_one_year_when_it_is_the_same():
    first, last = datetime.date(2018, 9, 1), datetime.date(2018, 10, 17)
    assert days_in_words(first, last) == "On pouvait répondre du 1er septembre au 17 octobre 2018."
    assert "du 31 décembre 2017 au 1er" in days_in_words(datetime.date(2017, 12, 31), datetime.date(2018, 1, 1))
    assert days_in_words(last, last) == "On pouvait répondre le 17 octobre 2018."
    assert days_in_words(None, last) == ""
