"""A request to withdraw a photo is kept a year after the answer, then erased; left without one, its photo goes with it."""

import datetime

from events.models import PhotoRemovalRequest
from publishing.dates.anniversary import years_before
from publishing.erasing.erasure import Erasure, erase
from publishing.erasing.retention import Kept, fields_of

YEARS_KEPT = 1
YEARS_WITHOUT_AN_ANSWER = 2

PHOTOS = Kept(
    fields_of("Photo", "caption file copies alt credit author authorisation"),
    why="montrer la vie du quartier, avec les droits de chaque photo",
    since="la demande de retrait",
)
REMOVAL_REQUESTS = Kept(
    fields_of("PhotoRemovalRequest", "message contact note"),
    why="retirer la photo et répondre",
    since="notre réponse",
    months=12 * YEARS_KEPT,
)
UNANSWERED_REQUESTS = Kept(
    REMOVAL_REQUESTS.fields,
    why="laisser au Conseil le temps de répondre\u00a0; la photo part alors avec la demande",
    since="la demande, sans réponse",
    months=12 * YEARS_WITHOUT_AN_ANSWER,
)
KEPT = [PHOTOS, REMOVAL_REQUESTS, UNANSWERED_REQUESTS]
ABOUT_NOBODY = ["Event"]


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    expired = list(PhotoRemovalRequest.objects.answered_before(years_before(today, YEARS_KEPT)))
    left = list(PhotoRemovalRequest.objects.left_since(years_before(today, YEARS_WITHOUT_AN_ANSWER)))
    if not dry_run:
        for photo in {request.photo for request in left if request.photo and request.photo.is_quarantined}:
            erase(photo)
        for request in [*expired, *left]:
            erase(request)
    return [
        Erasure(room="events", what="demandes de retrait de photos", count=len(expired)),
        Erasure(room="events", what="demandes sans réponse, avec leur photo,", count=len(left)),
    ]
