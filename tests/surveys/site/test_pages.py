import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.surveys.make import full_post, make_open_survey, statements

pytestmark = pytest.mark.django_db


def test_a_screen_costs_four_queries(client, identity, django_assert_num_queries):
    make_open_survey()
    with django_assert_num_queries(4):
        client.get("/questionnaire/avis/")


def test_sending_costs_six_statements(client):
    data = full_post(make_open_survey())
    with CaptureQueriesContext(connection) as queries:
        client.post("/questionnaire/avis/", data)
    assert len(statements(queries)) == 6


def test_the_first_screen_is_light(client, identity):
    make_open_survey()
    assert len(gzip.compress(client.get("/questionnaire/avis/").content)) < 8_000
