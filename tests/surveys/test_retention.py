"""What is forgotten of a questionnaire, and what stays."""

import datetime

import pytest

from surveys import retention
from surveys.models import FreeText, SurveyAnswer, SurveyResponse
from surveys.questions.answer import Answer
from surveys.retention import erase_expired
from tests.surveys.make import TODAY, make_open_survey, make_response, questions

pytestmark = pytest.mark.django_db
LATER = TODAY + datetime.timedelta(days=1000)


@pytest.fixture
def survey():
    """Seven responses, one of them with a text; counted and published."""
    survey = make_open_survey()
    make_response(survey, Answer(questions(survey)[4].pk, text="Des bancs"))
    for _ in range(6):
        make_response(survey)
    survey.close(TODAY)
    survey.publish_results(TODAY)
    return survey


def counts(erasures):
    return [erasure.count for erasure in erasures]


def test_old_answers_and_unread_texts_are_erased_and_results_stay(survey, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    assert counts(erase_expired(LATER)) == [7, 1]
    assert not SurveyResponse.objects.exists() and not SurveyAnswer.objects.exists() and not FreeText.objects.exists()
    survey.refresh_from_db()
    assert survey.published_results.content["people"] == 7
    assert survey.is_frozen


def test_a_text_that_is_shown_stays_with_the_results(survey):
    FreeText.objects.update(decision="shown")
    assert counts(erase_expired(LATER)) == [7, 0]
    assert FreeText.objects.get().text == "Des bancs"


def test_a_rehearsal_erases_nothing(survey):
    assert counts(erase_expired(LATER, dry_run=True)) == [7, 1]
    assert (SurveyResponse.objects.count(), FreeText.objects.count()) == (7, 1)


def test_before_two_years_everything_is_kept(survey):
    assert counts(erase_expired(TODAY + datetime.timedelta(days=700))) == [0, 0]


def test_without_the_answers_no_group_is_compared_any_more(survey):
    erase_expired(LATER)
    survey.published_on = None
    assert survey.published_results.safe_tables(1) == []


@pytest.mark.parametrize("closes_on", [None, datetime.date(2099, 1, 1)])
def test_a_questionnaire_left_open_forgets_an_answer_two_years_after_its_day(closes_on):
    survey = make_open_survey()
    make_response(survey)
    type(survey).objects.update(closes_on=closes_on)
    assert counts(erase_expired(TODAY + datetime.timedelta(days=700))) == [0, 0]
    assert counts(erase_expired(LATER)) == [1, 0]
