"""What this room forgets: the words of residents after a year, and the requests about photos a year after the answer, or
with their photo when nobody answers."""

import datetime

from publishing.dates.anniversary import years_before
from publishing.erasing.erasure import Erasure, erase
from publishing.erasing.retention import Kept, fields_of
from walks.models import ObservationPhotoRemovalRequest, ResidentReport

YEARS_KEPT = 1
YEARS_WITHOUT_AN_ANSWER = 2

PHOTOS = Kept(
    fields_of("ObservationPhoto", "caption file copies alt credit author authorisation"),
    why="montrer ce que l’on a vu pendant les marches, avec les droits de chaque photo",
    since="la demande de retrait",
)
REMOVAL_REQUESTS = Kept(
    fields_of("ObservationPhotoRemovalRequest", "message contact note"),
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
REPORTS = Kept(
    fields_of("ResidentReport", "message"),
    why="savoir ce qui est vraiment réparé",
    since="l’envoi",
    months=12 * YEARS_KEPT,
)
KEPT = [PHOTOS, REMOVAL_REQUESTS, UNANSWERED_REQUESTS, REPORTS]
ABOUT_NOBODY = ["Criterion", "Grid", "Observation", "StatusChange", "Stop", "Walk"]


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    day = years_before(today, YEARS_KEPT)
    messages = ResidentReport.objects.sent_before(day).exclude(message="")
    requests = list(ObservationPhotoRemovalRequest.objects.answered_before(day))
    left = list(ObservationPhotoRemovalRequest.objects.left_since(years_before(today, YEARS_WITHOUT_AN_ANSWER)))
    erasures = [
        Erasure(room="walks", what="messages d’habitants sur les observations", count=messages.count()),
        Erasure(room="walks", what="demandes de retrait de photos de marche", count=len(requests)),
        Erasure(room="walks", what="demandes sans réponse, avec leur photo de marche,", count=len(left)),
    ]
    if not dry_run:
        messages.update(message="")
        for photo in {request.photo for request in left if request.photo and request.photo.is_quarantined}:
            erase(photo)
        for request in [*requests, *left]:
            erase(request)
    return erasures
