"""What every room that shows photos keeps of the requests to withdraw one: a year after the answer; left without one,
two years, and its photo goes with it.
"""

import datetime

from publishing.dates.anniversary import years_before
from publishing.erasing.erasure import Erasure, erase, erase_each
from publishing.erasing.retention import Kept, fields_of

YEARS_KEPT = 1
YEARS_WITHOUT_AN_ANSWER = 2


def kept_of_photos(photo: type, request: type, why: str) -> list[Kept]:
    words = fields_of(request.__name__, "message contact note")
    return [
        Kept(
            fields_of(photo.__name__, "caption file copies alt credit author authorisation"),
            why=why,
            since="la demande de retrait",
        ),
        Kept(words, why="retirer la photo et répondre", since="notre réponse", months=12 * YEARS_KEPT),
        Kept(
            words,
            why="laisser au Conseil le temps de répondre\u00a0; la photo part alors avec la demande",
            since="la demande, sans réponse",
            months=12 * YEARS_WITHOUT_AN_ANSWER,
        ),
    ]


def erase_requests(request: type, today: datetime.date, dry_run: bool, suffix: str = "") -> list[Erasure]:
    """`suffix`: which photos, after the word «photo»."""
    expired = list(request.objects.answered_before(years_before(today, YEARS_KEPT)))
    left = list(request.objects.left_since(years_before(today, YEARS_WITHOUT_AN_ANSWER)))
    if not dry_run:
        for photo in {demand.photo for demand in left if demand.photo and demand.photo.is_quarantined}:
            erase(photo)
    room = request._meta.app_label
    return [
        erase_each(room, f"demandes de retrait de photos{suffix}", expired, dry_run),
        erase_each(room, f"demandes sans réponse, avec leur photo{suffix},", left, dry_run),
    ]
