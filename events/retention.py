"""What this room forgets: the requests to withdraw a photo."""

import datetime

from events.models import Photo, PhotoRemovalRequest
from publishing.erasing.erasure import Erasure
from publishing.photos.retention import erase_requests, kept_of_photos

_, REMOVAL_REQUESTS, UNANSWERED_REQUESTS = KEPT = kept_of_photos(
    Photo, PhotoRemovalRequest, why="montrer la vie du quartier, avec les droits de chaque photo"
)
ABOUT_NOBODY = ["Event"]


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    return erase_requests(PhotoRemovalRequest, today, dry_run)
