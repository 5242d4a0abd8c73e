"""What this room forgets: the words of residents after a year, and the requests to withdraw a photo."""

import datetime

from publishing.dates.anniversary import years_before
from publishing.erasing.erasure import Erasure
from publishing.erasing.retention import Kept, fields_of
from publishing.photos.retention import erase_requests, kept_of_photos
from walks.models import ObservationPhoto, ObservationPhotoRemovalRequest, ResidentReport

YEARS_KEPT = 1

REPORTS = Kept(
    fields_of("ResidentReport", "message"),
    why="savoir ce qui est vraiment réparé",
    since="l’envoi",
    months=12 * YEARS_KEPT,
)
KEPT = [
    *kept_of_photos(
        ObservationPhoto,
        ObservationPhotoRemovalRequest,
        why="montrer ce que l’on a vu pendant les marches, avec les droits de chaque photo",
    ),
    REPORTS,
]
ABOUT_NOBODY = ["Criterion", "Grid", "Observation", "StatusChange", "Stop", "Walk"]


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    messages = ResidentReport.objects.sent_before(years_before(today, YEARS_KEPT)).exclude(message="")
    count = messages.count() if dry_run else messages.update(message="")
    return [
        Erasure(room="walks", what="messages d’habitants sur les observations", count=count),
        *erase_requests(ObservationPhotoRemovalRequest, today, dry_run, suffix=" de marche"),
    ]
