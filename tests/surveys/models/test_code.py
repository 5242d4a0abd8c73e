"""One-time codes: hard to guess, used once, and tied to no answer."""

import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from pypdf import PdfReader

from surveys.models import OneTimeCode, PaperBatch, SurveyResponse
from surveys.models.code import ALPHABET, LENGTH, in_groups, read_code
from tests.surveys.make import TODAY, make_open_survey, make_small_survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return make_open_survey(needs_code=True)


def send(survey, code, token="a"):
    return survey.responses.receive(survey, [], answered_on=survey.opens_on, token_hash=token * 64, code=code)


def codes_url(survey):
    return reverse("admin:surveys_survey_codes", args=[survey.pk])


def test_a_code_is_too_long_to_guess():
    assert len(set(ALPHABET)) ** LENGTH >= 2**64


def test_only_prints_of_the_codes_are_kept(survey):
    codes = OneTimeCode.objects.draw(survey, 3)
    kept = " ".join(OneTimeCode.objects.values_list("code_hash", flat=True))
    assert len(set(codes)) == 3
    assert not any(code in kept for code in codes)


def test_a_code_knows_neither_its_answer_nor_its_day():
    assert {field.name for field in OneTimeCode._meta.get_fields()} == {"id", "survey", "code_hash", "is_used"}


def test_a_code_is_used_once(survey):
    (code,) = OneTimeCode.objects.draw(survey, 1)
    assert send(survey, in_groups(code).lower())
    with pytest.raises(ValidationError, match="déjà servi"):
        send(survey, code, token="b")
    assert SurveyResponse.objects.count() == 1


def test_a_wrong_code_stores_nothing(survey):
    OneTimeCode.objects.draw(survey, 1)
    with pytest.raises(ValidationError, match="n’est pas bon"):
        send(survey, "ABCD")
    assert not SurveyResponse.objects.exists()


def test_a_refused_answer_leaves_the_code_unused(survey):
    (code,) = OneTimeCode.objects.draw(survey, 1)
    with transaction.atomic():
        OneTimeCode.objects.spend(survey, code)
        transaction.set_rollback(True)
    assert not OneTimeCode.objects.get().is_used


def test_the_same_page_sent_twice_is_not_called_a_used_code(survey):
    (code,) = OneTimeCode.objects.draw(survey, 1)
    assert send(survey, code)
    assert send(survey, code) is False


def test_a_code_of_another_survey_does_not_open_this_one(survey):
    (code,) = OneTimeCode.objects.draw(make_small_survey(reference="autre", needs_code=True), 1)
    with pytest.raises(ValidationError, match="n’est pas bon"):
        send(survey, code)


def test_case_spaces_and_dashes_do_not_matter():
    assert read_code(" abcd-efgh jkmnpq ") == "ABCDEFGHJKMNPQ"


def test_a_code_may_be_typed_with_the_figures_of_another_keyboard():
    assert read_code("LX٧٧-PBLR") == "LX77PBLR"


def test_letters_are_printed_once_with_a_square_that_no_log_reads(technician_client, survey):
    page = technician_client.post(codes_url(survey), {"count": 2})
    letters = PdfReader(io.BytesIO(page.content)).pages
    printed = [re.search(r"\w{4}-\w{4}-\w{6}", letter.extract_text()).group() for letter in letters]
    assert page["Content-Disposition"].startswith("attachment")
    assert len(set(printed)) == OneTimeCode.objects.count() == 2
    assert send(survey, printed[0])


def test_no_letter_without_the_need_of_a_code(technician_client):
    survey = make_small_survey()
    assert "ne demande pas de code" in technician_client.get(codes_url(survey)).content.decode()
    technician_client.post(codes_url(survey), {"count": 2})
    assert not OneTimeCode.objects.exists()


def test_a_sheet_spends_its_code_and_gives_it_back_when_taken_back(survey):
    (code,) = OneTimeCode.objects.draw(survey, 1)
    batch = PaperBatch.objects.create(survey=survey, label="Lot 1")
    key = batch.enter_sheet(1, [], day=TODAY, by=None, code=code)
    with pytest.raises(ValidationError, match="déjà servi"):
        batch.enter_sheet(2, [], day=TODAY, by=None, code=code)
    batch.take_back(1, key, reason="Faute de frappe", day=TODAY, by=None, code=code)
    assert batch.enter_sheet(1, [], day=TODAY, by=None, code=code)


def test_the_sheet_page_asks_for_the_code(technician_client, survey):
    batch = PaperBatch.objects.create(survey=survey, label="Lot 1", check_one_in=0)
    url = reverse("admin:surveys_paperbatch_enter", args=[batch.pk])
    assert "Code de la lettre" in technician_client.get(url).content.decode()
    assert "n’est pas bon" in technician_client.post(url, {"number": 1, "code": "AAAA"}).content.decode()
    (code,) = OneTimeCode.objects.draw(survey, 1)
    technician_client.post(url, {"number": 1, "code": code})
    assert SurveyResponse.objects.count() == 1
