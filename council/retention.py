"""A contact message is kept twelve months, then erased."""

import datetime

from council.models import ContactMessage
from publishing.anniversary import years_before
from publishing.erasure import Erasure, erase

YEARS_KEPT = 1


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    expired = list(ContactMessage.objects.sent_before(years_before(today, YEARS_KEPT)))
    if not dry_run:
        for message in expired:
            erase(message)
    return [Erasure(room="council", what="messages de contact", count=len(expired))]
