import datetime

import pytest
from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.retention import erase_expired

pytestmark = pytest.mark.django_db


def log_entry(days_ago):
    entry = AccessLog.objects.create(username="lea@conseil.example", ip_address="203.0.113.9")
    AccessLog.objects.filter(pk=entry.pk).update(attempt_time=timezone.now() - datetime.timedelta(days=days_ago))
    return entry


def test_traces_of_entrances_are_forgotten_after_six_months():
    old, recent = log_entry(185), log_entry(180)
    assert erase_expired(timezone.localdate()) == 1
    assert list(AccessLog.objects.all()) == [recent]
    assert old.pk != recent.pk


def test_dead_sessions_are_forgotten():
    Session.objects.create(session_key="a", session_data="", expire_date=timezone.now() - datetime.timedelta(hours=1))
    assert erase_expired(timezone.localdate()) == 1
    assert not Session.objects.exists()


def test_a_rehearsal_erases_nothing():
    log_entry(400)
    assert erase_expired(timezone.localdate(), dry_run=True) == 1
    assert AccessLog.objects.count() == 1
