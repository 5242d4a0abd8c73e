"""A request to withdraw a photo is kept a year after the answer, then erased."""

import datetime

from events.models import PhotoRemovalRequest
from publishing.anniversary import years_before
from publishing.erasure import Erasure, erase

YEARS_KEPT = 1


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    expired = list(PhotoRemovalRequest.objects.answered_before(years_before(today, YEARS_KEPT)))
    if not dry_run:
        for request in expired:
            erase(request)
    return [Erasure(room="events", what="demandes de retrait de photos", count=len(expired))]
