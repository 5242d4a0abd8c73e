"""A flood of answers waits, and loses nothing."""

import pytest

from publishing.pacing.pace import Pace
from surveys.models import SurveyResponse
from surveys.site import views
from tests.surveys.make import full_post, make_open_survey


@pytest.mark.django_db
def test_a_flood_is_asked_to_wait_and_keeps_its_answers(client, monkeypatch):
    survey = make_open_survey()
    monkeypatch.setattr(views, "PACE", Pace("answers", most=0, seconds=600))
    response = client.post("/questionnaire/avis/", full_post(survey))
    assert response.status_code == 429
    assert "Des bancs à l’ombre" in response.content.decode()
    assert not SurveyResponse.objects.exists()
