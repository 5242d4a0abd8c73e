"""Who was at a meeting is kept three years; then the names go, and the counts stay."""

import datetime

from meetings.models import Attendance, Guest
from publishing.anniversary import years_before
from publishing.erasure import Erasure

YEARS = 3


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    day = years_before(today, YEARS)
    kinds = [
        ("noms dans les feuilles de présence", Attendance.objects.named_before(day)),
        ("noms de personnes invitées", Guest.objects.named_before(day)),
    ]
    return [
        Erasure(room="meetings", what=what, count=rows.count() if dry_run else rows.forget_names())
        for what, rows in kinds
    ]
