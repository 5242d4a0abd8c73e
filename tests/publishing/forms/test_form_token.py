"""The signed moment of a page, when the clock of the server jumps."""

import datetime

import pytest
import time_machine

from publishing.forms.form_token import TooFast, Unreadable, new_token, read_token
from tests.public_forms import FORMS

NOON = datetime.datetime(2026, 10, 25, 12, tzinfo=datetime.UTC)


def token_at(moment):
    with time_machine.travel(moment, tick=False):
        return new_token()


def read_after(seconds):
    with time_machine.travel(NOON + datetime.timedelta(seconds=seconds), tick=False):
        return read_token(token_at(NOON))


@pytest.mark.parametrize("seconds", [-3600, -7200, -60, 3, 60, 24 * 3600 - 1])
def test_a_page_read_for_a_while_may_be_sent_even_after_the_clock_was_set_back(seconds):
    assert read_after(seconds)


@pytest.mark.parametrize("seconds", [0, 1])
def test_a_page_sent_at_once_is_too_fast(seconds):
    with pytest.raises(TooFast):
        read_after(seconds)


def test_a_page_of_yesterday_is_too_old():
    with pytest.raises(Unreadable):
        read_after(24 * 3600 + 1)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["council:contact_create", "surveys:survey_answer"])
def test_a_form_opened_before_the_clock_was_set_back_one_hour_is_stored_once(client, identity, name):
    sent = FORMS[name]()
    data = sent.data | {"token": token_at(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1))}
    assert [client.post(sent.address, data).status_code for _ in range(2)] == [302, 302] and sent.count == 1
