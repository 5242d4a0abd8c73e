"""The path of a resident, one part a screen, without JavaScript."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.models import OneTimeCode, SurveyAnswer, SurveyResponse
from surveys.questions.questionnaire import Kind
from tests.surveys.make import (
    fields,
    full_post,
    make_open_survey,
    make_question,
    make_section,
    make_small_survey,
    make_survey,
    questions,
    ripe_token,
)

pytestmark = pytest.mark.django_db
URL, THANKS = "/questionnaire/avis/", "/questionnaire/avis/merci/"


@pytest.fixture
def survey(db):
    return make_open_survey()


def send(client, data):
    return client.post(URL, data)


def step_one(survey, **changes):
    lives, content, *_ = questions(survey)
    return {
        "token": ripe_token(),
        "step": "1",
        f"q{lives.pk}": lives.choices.first().pk,
        f"q{content.pk}": content.choices.first().pk,
    } | changes


def test_the_address_of_the_questionnaire_leads_to_the_open_one(client, survey):
    assert client.get("/questionnaire/").headers["Location"] == URL


def test_when_none_is_open_the_page_says_so(client):
    html = client.get("/questionnaire/").content.decode()
    assert "Aucun questionnaire n’est ouvert en ce moment" in html
    assert "/resultats/" in html


def test_a_draft_is_nowhere(client):
    make_small_survey()
    assert [client.get(url).status_code for url in (URL, THANKS, "/resultats/avis/")] == [404, 404, 404]
    assert client.post(URL, {}).status_code == 404


def test_the_first_screen_says_where_one_is_and_what_is_compulsory(client, survey):
    html = client.get(URL).content.decode()
    assert "Partie 1 sur 2" in html
    assert html.count("(obligatoire)") == 2
    assert "Revenir" not in html


def test_a_good_part_leads_to_the_next_one_with_the_answers_in_hand(client, survey):
    data = step_one(survey)
    response = send(client, data)
    assert "Partie 2 sur 2" in response.content.decode()
    sent = {name: [str(value)] for name, value in data.items() if name.startswith("q")}
    assert sent.items() <= fields(response).items()
    assert not SurveyResponse.objects.exists()


def test_a_missing_answer_is_named_in_a_summary_that_leads_to_it(client, survey):
    response = send(client, {"token": ripe_token(), "step": "1"})
    name = f"q{questions(survey)[0].pk}"
    assert response.status_code == 422
    assert "Il y a 2 réponses à corriger" in response.content.decode()
    assert f'href="#{name}_0"' in response.content.decode()
    assert f'id="{name}_0"' in response.content.decode()
    assert "Erreur" in response.content.decode().split("</title>")[0]


def test_going_back_loses_nothing_not_even_what_is_wrong(client, survey):
    likes, _, idea = questions(survey)[2:]
    every_option = [str(choice.pk) for choice in likes.choices.all()]
    back = send(
        client, step_one(survey, step="2", back="", **{f"q{likes.pk}": every_option, f"q{idea.pk}": "Des <bancs>"})
    )
    assert "Partie 1 sur 2" in back.content.decode()
    again = send(client, fields(back))
    assert "Partie 2 sur 2" in again.content.decode()
    assert fields(again)[f"q{likes.pk}"] == every_option
    assert fields(again)[f"q{idea.pk}"] == ["Des <bancs>"]


def test_sending_stores_everything_then_thanks(client, survey):
    response = send(client, full_post(survey))
    assert (response.status_code, response.headers["Location"]) == (302, THANKS)
    assert SurveyAnswer.objects.count() == 7
    assert "Merci" in client.get(THANKS).content.decode()


def test_a_mistake_in_an_earlier_part_leads_back_to_it(client, survey):
    lives = questions(survey)[0]
    response = send(client, full_post(survey, **{f"q{lives.pk}": "999999"}))
    assert response.status_code == 422
    assert "Partie 1 sur 2" in response.content.decode()
    assert "Choisissez une réponse de la liste" in response.content.decode()
    assert "Des bancs à l’ombre" in response.content.decode()


def test_a_question_that_is_not_put_to_somebody_is_neither_compulsory_nor_counted(client, survey):
    lives, content, *_ = questions(survey)
    send(
        client,
        full_post(survey, **{f"q{lives.pk}": lives.choices.last().pk, f"q{content.pk}": content.choices.first().pk}),
    )
    assert SurveyResponse.objects.count() == 1
    assert not SurveyAnswer.objects.filter(question=content).exists()


def test_a_single_screen_serves_every_step_number(client, survey):
    for step in ("0", "-1", "99", "9999999", "²", "abc", ""):
        assert send(client, {"token": ripe_token(), "step": step}).status_code == 422


def test_what_does_not_belong_to_the_form_is_ignored(client, survey):
    send(client, full_post(survey, channel="paper", answered_on="1999-01-01", q999999="1", is_staff="1"))
    response = SurveyResponse.objects.get()
    assert (response.channel, response.answered_on) == ("online", timezone.localdate())


def test_after_the_last_day_the_answer_is_refused_and_the_text_given_back(client, survey):
    survey.close(timezone.localdate() - datetime.timedelta(days=1))
    response = send(client, full_post(survey))
    assert response.status_code == 409
    assert "arrive trop tard" in response.content.decode()
    assert "Des bancs à l’ombre" in response.content.decode()
    assert not SurveyResponse.objects.exists()


def test_a_closed_questionnaire_says_since_when(client, survey):
    survey.close(datetime.date(2018, 9, 1))
    assert "était le samedi 1er septembre 2018" in client.get(URL).content.decode()


def test_a_questionnaire_whose_last_day_has_passed_does_not_say_that_it_opens(client, survey):
    survey.opens_on = survey.closes_on = timezone.localdate() - datetime.timedelta(days=1)
    survey.save()
    html = client.get(URL).content.decode()
    assert "s’ouvre" not in html
    assert "Le dernier jour pour répondre était" in html


def test_a_slow_reader_is_not_hurried(client, survey):
    assert send(client, full_post(survey, token=ripe_token(minutes=20 * 60))).status_code == 302


def test_nobody_is_thanked_before_the_questionnaire_opens(client):
    survey = make_small_survey(opens_on=timezone.localdate() + datetime.timedelta(days=3))
    survey.open(timezone.localdate())
    assert client.get(THANKS).status_code == 404
    assert "s’ouvre le" in client.get(URL).content.decode()


def test_the_thanks_say_until_when_neighbours_may_answer(client, survey):
    survey.closes_on = datetime.date(2099, 1, 15)
    survey.save()
    html = client.get(THANKS).content.decode()
    assert "jusqu’au jeudi 15 janvier 2099" in html
    assert "Des bancs" not in html


def test_an_answer_that_crosses_the_closing_is_late(client, survey, monkeypatch):
    data = full_post(survey)
    survey.close(timezone.localdate())
    monkeypatch.setattr("surveys.models.Survey.is_answerable", answerable_at_first())
    response = client.post(URL, data)
    assert response.status_code == 409
    assert "Des bancs à l’ombre" in response.content.decode()
    assert not SurveyResponse.objects.exists()


def answerable_at_first():
    """True when the page is read, then what the locked row says."""
    looks = iter([True, False])
    return lambda survey, day: next(looks)


@pytest.mark.parametrize("code", ["", "ZZZZ-ZZZZ-ZZZZZZ"])
def test_a_wrong_code_is_said_and_nothing_is_lost(client, code):
    survey = make_open_survey(needs_code=True)
    response = client.post(URL, full_post(survey, code=code))
    assert response.status_code == 422
    assert 'href="#code"' in response.content.decode()
    assert "Des bancs à l’ombre" in response.content.decode()
    assert not SurveyResponse.objects.exists()


def test_a_code_serves_once(client):
    survey = make_open_survey(needs_code=True)
    [code] = OneTimeCode.objects.draw(survey, 1)
    assert client.post(URL, full_post(survey, code=code.lower())).status_code == 302
    again = client.post(URL, full_post(survey, code=code))
    assert "déjà servi" in again.content.decode()
    assert SurveyResponse.objects.count() == 1


def test_a_code_travels_with_the_answers(client):
    survey = make_open_survey(needs_code=True)
    back = client.post(URL, full_post(survey, code="ABCD", back=""))
    assert fields(back)["code"] == ["ABCD"]


@pytest.mark.parametrize("kind", [Kind.SHORT, Kind.NUMBER])
def test_words_and_numbers_are_typed_in_one_line(client, kind):
    survey = make_small_survey()
    data = full_post(survey)
    question = make_question(survey.sections.last(), "Combien ?", [], kind=kind)
    survey.open(timezone.localdate())
    data[f"q{question.pk}"] = "12"
    page = send(client, data | {"stay": ""})
    assert 'rows="1"' in page.content.decode() and fields(page)[f"q{question.pk}"] == ["12"]
    send(client, data)
    assert SurveyAnswer.objects.get(question=question).text == "12"


def test_faces_go_from_the_happiest_to_the_unhappiest_with_words_beside(client):
    survey = make_small_survey()
    make_question(survey.sections.first(), "Le parc ?", ["Bien", "Moyen", "Mal"], kind=Kind.SMILEY)
    survey.open(timezone.localdate())
    assert re.findall(r"icons.svg#(face-\d)", client.get(URL).content.decode()) == ["face-1", "face-3", "face-5"]


@pytest.mark.django_db(transaction=True)
def test_twenty_five_answers_cost_six_statements():
    survey = make_survey()
    section = make_section(survey)
    asked = [make_question(section, f"Question {number} ?") for number in range(25)]
    survey.open(timezone.localdate())
    data = {"token": ripe_token(), "step": "1"} | {f"q{q.pk}": q.choices.first().pk for q in asked}
    with CaptureQueriesContext(connection) as queries:
        assert send(Client(), data).status_code == 302
    assert SurveyAnswer.objects.count() == 25
    statements = [query["sql"] for query in queries if not query["sql"].startswith(("BEGIN", "COMMIT"))]
    assert len(statements) <= 6
