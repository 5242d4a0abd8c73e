"""A contact message is kept twelve months, then erased."""

import datetime

from council.models import ContactMessage
from publishing.erasure import Erasure, erase


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    expired = list(ContactMessage.objects.sent_before(a_year_before(today)))
    if not dry_run:
        for message in expired:
            erase(message)
    return [Erasure(room="council", what="messages de contact", count=len(expired))]


def a_year_before(day: datetime.date) -> datetime.date:
    """The 29th of February looks back to the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
