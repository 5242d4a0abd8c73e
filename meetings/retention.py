"""Who was at a meeting is kept three years; then the names go, and the counts stay."""

import datetime

from meetings.models import Attendance
from publishing.anniversary import years_before
from publishing.erasure import Erasure

YEARS = 3


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    expired = Attendance.objects.named_before(years_before(today, YEARS))
    count = expired.count() if dry_run else expired.forget_names()
    return [Erasure(room="meetings", what="noms dans les feuilles de présence", count=count)]
