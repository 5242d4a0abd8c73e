"""Nobody, the editors included, can tie an answer to a person."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import models

from accounts.models import User
from surveys.models import OneTimeCode, PaperSheet, SentToken, SurveyAnswer, SurveyResponse
from tests.surveys.make import full_post, make_open_survey

KEPT = {
    SurveyResponse: {"id", "survey", "channel", "batch", "answered_on"},
    SentToken: {"token_hash", "survey"},
    OneTimeCode: {"id", "survey", "code_hash", "is_used"},
    SurveyAnswer: {"id", "response", "question", "line", "choice", "text", "is_first"},
}


@pytest.mark.parametrize("model", KEPT)
def test_nothing_else_is_kept_of_a_response(model):
    assert {field.name for field in model._meta.concrete_fields} == KEPT[model]


@pytest.mark.parametrize("model", KEPT)
def test_keys_are_random_and_times_are_days(model):
    assert model is SentToken or model().pk.version == 4
    assert not [f for f in model._meta.fields if isinstance(f, models.DateTimeField | models.TimeField)]


@pytest.mark.parametrize("model", [*KEPT, PaperSheet])
def test_responses_have_no_history_and_no_page_in_the_back_office(model):
    assert not hasattr(model, "history")
    assert not admin.site.is_registered(model)


def test_no_response_points_to_a_person_nor_to_a_numbered_sheet():
    for model in KEPT:
        assert not {User, PaperSheet} & {field.related_model for field in model._meta.get_fields()}


@pytest.mark.django_db
def test_the_token_of_the_page_is_not_kept(client):
    survey = make_open_survey()
    data = full_post(survey)
    client.post("/questionnaire/avis/", data)
    stored, kept = SurveyResponse.objects.get(), SentToken.objects.get()
    assert len(kept.token_hash) == 64
    assert data["token"].split(":")[0] not in (kept.token_hash, str(stored.pk), stored.pk.hex)


@pytest.mark.django_db
def test_an_answer_leaves_no_trace_in_the_admin_log_nor_a_session(technician_client):
    survey = make_open_survey()
    technician_client.post("/questionnaire/avis/", full_post(survey))
    assert SurveyResponse.objects.count() == 1
    assert not LogEntry.objects.exists()
