"""Acknowledged means stored, once: double click, reload, back button, two servers at the same time."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from surveys.models import SurveyAnswer, SurveyResponse
from tests.surveys.make import full_post, make_open_survey, make_response, questions, ticks

URL, THANKS = "/questionnaire/avis/", "/questionnaire/avis/merci/"


@pytest.mark.django_db
def test_the_same_sending_twice_is_one_answer(client):
    data = full_post(make_open_survey())
    assert [client.post(URL, data).headers["Location"] for _ in range(3)] == [
        THANKS,
        f"{THANKS}?deja",
        f"{THANKS}?deja",
    ]
    assert SurveyResponse.objects.count() == 1
    assert "déjà enregistrée" in client.get(f"{THANKS}?deja").content.decode()


@pytest.mark.django_db
def test_coming_back_to_change_keeps_the_first_answer(client):
    survey = make_open_survey()
    idea = questions(survey)[4]
    data = full_post(survey)
    client.post(URL, data)
    client.post(URL, data | {f"q{idea.pk}": "Autre chose"})
    assert SurveyAnswer.objects.get(question=idea).text == "Des bancs à l’ombre"


@pytest.mark.django_db(transaction=True)
def test_eight_sendings_at_once_are_one_answer():
    survey, outcomes, start = make_open_survey(), [], threading.Barrier(8)
    answers = ticks(questions(survey)[0], "Oui")

    def shoot():
        start.wait()
        outcomes.append(receive_when_free(survey, answers))
        connection.close()

    threads = [threading.Thread(target=shoot) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == [False] * 7 + [True]
    assert (SurveyResponse.objects.count(), SurveyAnswer.objects.count()) == (1, 1)


def receive_when_free(survey, answers):
    """The in-memory SQLite of the tests refuses instead of waiting."""
    while True:
        try:
            return SurveyResponse.objects.receive(
                survey, answers, answered_on=timezone.localdate(), token_hash="t" * 64
            )
        except OperationalError:
            connection.close()


@pytest.mark.django_db
def test_a_response_is_stored_whole_or_not_at_all():
    survey = make_open_survey()
    answers = ticks(questions(survey)[0], "Oui")
    with pytest.raises(IntegrityError):
        make_response(survey, *answers, *answers)
    assert not SurveyResponse.objects.exists()


@pytest.mark.django_db
def test_a_line_of_a_grid_is_answered_once_in_the_database():
    survey = make_open_survey()
    make_response(survey)
    easy = questions(survey)[3]
    row = {"response": SurveyResponse.objects.get(), "question": easy, "line": easy.lines.first()}
    SurveyAnswer.objects.create(choice=easy.choices.first(), **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyAnswer.objects.create(choice=easy.choices.last(), **row)


@pytest.mark.django_db
def test_when_it_cannot_be_stored_nothing_is_thanked_and_nothing_lost(client, monkeypatch):
    def full_disk(*args, **kwargs):
        raise DatabaseError("disk full")

    survey = make_open_survey()
    monkeypatch.setattr("surveys.questions.forms.StepForm.record", full_disk)
    response = client.post(URL, full_post(survey))
    assert response.status_code == 503
    assert "n’est peut-être pas enregistrée" in response.content.decode()
    assert "Des bancs à l’ombre" in response.content.decode()
