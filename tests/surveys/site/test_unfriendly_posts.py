"""What no honest form sends: forged tokens, filled traps, strange bytes, too many fields."""

import pytest

from surveys.models import SurveyAnswer, SurveyResponse
from tests.surveys.make import fields, full_post, make_open_survey, questions

pytestmark = pytest.mark.django_db
URL = "/questionnaire/avis/"


@pytest.fixture
def survey():
    return make_open_survey()


def send(client, data):
    return client.post(URL, data)


@pytest.mark.parametrize("token", ["", "forged", "a:b:c"])
def test_an_old_or_forged_token_costs_one_more_click(client, survey, token):
    response = send(client, full_post(survey, token=token))
    assert response.status_code == 422
    assert "Vos réponses sont là" in response.content.decode()
    assert not SurveyResponse.objects.exists()
    assert fields(response)["token"] != [token]


def test_a_filled_trap_costs_one_more_click(client, survey):
    response = send(client, full_post(survey, website="http://spam.example"))
    assert response.status_code == 422
    assert fields(response)["website"] == [""]


def test_a_body_with_too_many_fields_is_refused(client, survey):
    assert send(client, {f"q{number}": "1" for number in range(1001)}).status_code == 400


@pytest.mark.parametrize("bytes_sent", [b"a%00b", b"a%ED%A0%80b", b"%FF%FE", b"%F0%9F%8C%B3"])
def test_strange_bytes_never_break_the_page(client, survey, bytes_sent):
    idea = questions(survey)[4]
    body = b"step=2&q%d=%s" % (idea.pk, bytes_sent)
    assert client.post(URL, body, content_type="application/x-www-form-urlencoded").status_code == 422


def test_a_nul_is_dropped_and_the_rest_kept(client, survey):
    idea = questions(survey)[4]
    send(client, full_post(survey, **{f"q{idea.pk}": "un\0 banc"}))
    assert SurveyAnswer.objects.get(question=idea).text == "un banc"


def test_the_form_is_protected_against_foreign_pages(client_that_checks_csrf, survey):
    answer = client_that_checks_csrf.post(URL, full_post(survey), HTTP_SEC_FETCH_SITE="cross-site")
    assert answer.status_code == 403


def test_reading_leaves_no_session(client, survey):
    assert client.get(URL).cookies == {}
    assert client.get("/questionnaire/").cookies == client.get("/resultats/").cookies == {}


def test_other_methods_are_refused(client, survey):
    assert client.put(URL).status_code == client.delete("/resultats/").status_code == 405
