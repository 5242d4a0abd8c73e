import gzip

import pytest

from tests.surveys.make import full_post, make_open_survey

pytestmark = pytest.mark.django_db


def test_a_screen_costs_three_queries(client, identity, django_assert_num_queries):
    make_open_survey()
    with django_assert_num_queries(3):
        client.get("/questionnaire/avis/")


def test_sending_costs_six_statements(client, django_assert_num_queries):
    data = full_post(make_open_survey())
    with django_assert_num_queries(6):
        client.post("/questionnaire/avis/", data)


def test_the_first_screen_is_light(client, identity):
    make_open_survey()
    assert len(gzip.compress(client.get("/questionnaire/avis/").content)) < 8_000
