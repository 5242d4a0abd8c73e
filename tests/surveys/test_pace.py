"""A stairwell passes; a flood waits; no address is kept."""

import pytest

from surveys import views
from surveys.models import SurveyResponse
from surveys.pace import Pace
from tests.surveys.make import full_post, make_open_survey


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_whole_stairwell_passes_and_the_next_ones_wait_for_the_next_while():
    clock = Clock()
    pace = Pace(most=40, seconds=600, clock=clock)
    assert all(pace.allows("192.0.2.1") for _ in range(40))
    assert not pace.allows("192.0.2.1")
    clock.now = 601
    assert pace.allows("192.0.2.1")


def test_one_address_does_not_slow_another():
    pace = Pace(most=1, seconds=600)
    assert pace.allows("192.0.2.1")
    assert pace.allows("192.0.2.2")


def test_the_many_addresses_of_one_home_are_one():
    pace = Pace(most=1, seconds=600)
    assert pace.allows("2001:db8:1:2::1")
    assert not pace.allows("2001:db8:1:2:ffff::9")


def test_no_address_can_be_read_in_the_memory():
    pace = Pace(most=1, seconds=600)
    pace.allows("192.0.2.1")
    assert "192.0.2.1" not in repr(vars(pace))


@pytest.mark.django_db
def test_a_flood_is_asked_to_wait_and_keeps_its_answers(client, monkeypatch):
    survey = make_open_survey()
    monkeypatch.setattr(views, "PACE", Pace(most=0, seconds=600))
    response = client.post("/questionnaire/avis/", full_post(survey))
    assert response.status_code == 429
    assert "Des bancs à l’ombre" in response.content.decode()
    assert not SurveyResponse.objects.exists()
