"""What this room forgets: the words of residents after a year, and the requests about photos a year after the answer."""

import datetime

from publishing.anniversary import years_before
from publishing.erasure import Erasure, erase
from walks.models import ObservationPhotoRemovalRequest, ResidentReport

YEARS_KEPT = 1


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    day = years_before(today, YEARS_KEPT)
    messages = ResidentReport.objects.sent_before(day).exclude(message="")
    requests = list(ObservationPhotoRemovalRequest.objects.answered_before(day))
    erasures = [
        Erasure(room="walks", what="messages d’habitants sur les observations", count=messages.count()),
        Erasure(room="walks", what="demandes de retrait de photos de marche", count=len(requests)),
    ]
    if not dry_run:
        messages.update(message="")
        for request in requests:
            erase(request)
    return erasures
