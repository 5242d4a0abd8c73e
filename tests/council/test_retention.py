"""A message is erased after twelve months, with what the back office's log says of it."""

import datetime

import pytest
from django.contrib.admin.models import CHANGE, LogEntry

from council.models import ContactMessage
from council.retention import erase_expired
from tests.council.make import make_message

TODAY = datetime.date(2026, 6, 15)


@pytest.mark.django_db
def test_a_message_older_than_a_year_is_erased_and_the_others_stay():
    make_message(sent_on=datetime.date(2025, 6, 14))
    kept = make_message(sent_on=datetime.date(2025, 6, 15))
    assert [erasure.count for erasure in erase_expired(TODAY)] == [1]
    assert list(ContactMessage.objects.all()) == [kept]


@pytest.mark.django_db
def test_a_rehearsal_erases_nothing():
    make_message(sent_on=datetime.date(2020, 1, 1))
    assert erase_expired(TODAY, dry_run=True)[0].count == 1
    assert ContactMessage.objects.exists()


@pytest.mark.django_db
def test_the_log_of_the_back_office_goes_too(technician):
    message = make_message(name="Ada Lovelace", sent_on=datetime.date(2020, 1, 1))
    LogEntry.objects.log_actions(technician.pk, [message], CHANGE, single_object=True)
    assert LogEntry.objects.exists()
    erase_expired(TODAY)
    assert not LogEntry.objects.exists()


@pytest.mark.django_db
def test_the_log_never_names_the_person():
    assert "Ada" not in str(make_message(name="Ada Lovelace"))
