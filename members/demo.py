"""Two invented draws, one made and one announced, so that their pages have something to show."""

import datetime

from django.utils import timezone

from members.models import College, Draw
from members.rules.draw import proof

CODE = "EXEM-PLE2-EXEM-PLE2"
SOURCE = "les cinq numéros du Loto, du plus petit au plus grand, puis le numéro chance"


def load(today: datetime.date) -> None:
    past = _announced("exemple-tirage-fait", College.HABITANT, seats=2, tickets=7, seed_at=_evening(today, -60))
    past.draw("5 12 23 34 45 7", past.seed_at + datetime.timedelta(hours=1))
    _announced("exemple-tirage-annonce", College.ACTEUR, seats=3, tickets=5, seed_at=_evening(today, 12))


def _announced(reference: str, college: str, *, seats: int, tickets: int, seed_at: datetime.datetime) -> Draw:
    draw = Draw.objects.create(
        reference=reference,
        title=f"Exemple\u00a0: tirage au sort des {College(college).label}",
        college=college,
        seats=seats,
        alternates=2,
        seed_source=SOURCE,
        seed_at=seed_at,
        is_example=True,
    )
    for number in range(1, tickets + 1):
        draw.tickets.create(number=number, proof=proof(number, f"Personne Exemple {number}", CODE))
    draw.publish_list(seed_at - datetime.timedelta(days=14))
    return draw


def _evening(today: datetime.date, days: int) -> datetime.datetime:
    day = today + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(20, 50)))
