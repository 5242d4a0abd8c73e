"""The president walks through the screens of a resident before anything opens."""

import pytest
from django.urls import reverse

from surveys.models import SentToken, SurveyResponse
from tests.surveys.make import full_post, make_small_survey, make_survey

pytestmark = pytest.mark.django_db


def rehearse_url(survey, query=""):
    return reverse("admin:surveys_survey_rehearse", args=[survey.pk]) + query


def test_a_draft_is_walked_through_part_after_part_and_nothing_is_stored(technician_client):
    survey = make_small_survey()
    first = technician_client.get(rehearse_url(survey)).content.decode()
    assert "Partie 1 sur 2" in first
    assert 'action=""' in first
    assert "questionnaire_draft" not in first
    page = technician_client.post(rehearse_url(survey), {"step": "1"})
    assert (page.status_code, "obligatoire" in page.content.decode()) == (422, True)
    assert (
        "Partie 2 sur 2" in technician_client.post(rehearse_url(survey), full_post(survey, step="1")).content.decode()
    )
    end = " ".join(technician_client.post(rehearse_url(survey), full_post(survey, token="")).text.split())
    assert "Merci" in end and "Rien n’est enregistré" in end
    assert not SurveyResponse.objects.exists() and not SentToken.objects.exists()


def test_it_is_rehearsed_in_another_language_even_half_translated(technician_client):
    survey = make_small_survey()
    survey.translations.create(language="ar", texts={"Habitez-vous ici ?": "هل تسكن هنا؟"})
    html = technician_client.get(rehearse_url(survey, "?langue=ar")).content.decode()
    assert 'dir="rtl"' in html and "هل تسكن هنا؟" in html and "Êtes-vous content" in html


def test_without_a_question_there_is_nothing_to_rehearse(technician_client):
    survey = make_survey()
    page = technician_client.get(rehearse_url(survey), follow=True)
    assert "Écrivez d’abord une question" in page.content.decode()


def test_residents_do_not_see_a_draft_by_that_door(client):
    assert client.get(rehearse_url(make_small_survey())).status_code == 302
