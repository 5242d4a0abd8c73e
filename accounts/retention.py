"""Who came in, and from where, is kept six months; a session nobody may use any more is not kept at all."""

import contextlib
import datetime
import time

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import letters
from accounts.counters import NotCounted, store
from accounts.models import KnownPlace

KEPT = datetime.timedelta(days=183)


def erase_expired(today: datetime.date, dry_run: bool = False) -> int:
    """How many traces were (or would be) erased."""
    limit = today - KEPT
    traces = [
        AccessLog.objects.filter(attempt_time__date__lt=limit),
        AccessAttempt.objects.filter(attempt_time__date__lt=limit),
        letters.out_of_date(timezone.now()),
        KnownPlace.objects.filter(seen_on__lt=limit),
        Session.objects.filter(expire_date__lt=timezone.now()),
    ]
    count = sum(rows.count() for rows in traces)
    if not dry_run:
        for rows in traces:
            rows.delete()
        _forget_past_counts()
    return count


def _forget_past_counts() -> None:
    with contextlib.suppress(NotCounted):
        store().forget_past(int(time.time()))
