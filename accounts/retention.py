"""Who came in, and from where, is kept six months; a session nobody may use any more is not kept at all; an account
that nobody uses goes after two years, but for the last one that may invite others.
"""

import contextlib
import datetime
import time

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import KnownPlace, Sending, User
from accounts.sign_in import letters
from publishing.pacing.counters import store
from publishing.pacing.not_counted import NotCounted

MONTHS_OF_TRACES = 6
YEARS_UNUSED = 2
SECOND_CLICK = datetime.timedelta(days=2)


def erase_expired(today: datetime.date, dry_run: bool = False) -> int:
    """How many traces were (or would be) erased."""
    limit = today - datetime.timedelta(days=round(MONTHS_OF_TRACES * 30.5))
    unused = unused_accounts(today - datetime.timedelta(days=365 * YEARS_UNUSED))
    traces = [
        User.objects.filter(pk__in=[user.pk for user in unused]),
        AccessFailureLog.objects.filter(attempt_time__date__lt=limit),
        AccessLog.objects.filter(attempt_time__date__lt=limit),
        AccessAttempt.objects.filter(attempt_time__date__lt=limit),
        letters.out_of_date(max(timezone.now(), _midnight(today))),
        KnownPlace.objects.filter(seen_on__lt=limit),
        Session.objects.filter(expire_date__lt=timezone.now()),
        Sending.objects.filter(sent_at__date__lt=today - SECOND_CLICK),
    ]
    count = sum(rows.count() for rows in traces)
    if not dry_run:
        for rows in traces:
            rows.delete()
        _forget_past_counts()
    return count


def unused_accounts(day: datetime.date) -> list[User]:
    """Nobody came in with them from that day on. Without the last account that may invite, the house would be shut."""
    users = sorted(User.objects.filter(is_active=True), key=_last_used)
    last = next((user for user in reversed(users) if user.has_perm("accounts.add_user")), None)
    return [user for user in User.objects.all() if _last_used(user).date() < day and user != last]


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _last_used(user: User) -> datetime.datetime:
    return user.last_login or user.date_joined


def _forget_past_counts() -> None:
    with contextlib.suppress(NotCounted):
        store().forget_past(int(time.time()))
