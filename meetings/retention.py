"""Who was at a meeting is kept three years; then the names go, and the counts stay."""

import datetime

from meetings.models import Attendance, Guest
from publishing.dates.anniversary import years_before
from publishing.erasing.erasure import Erasure
from publishing.erasing.retention import Kept, fields_of

YEARS = 3

ATTENDANCE = Kept(
    fields_of("Attendance", "member proxy_to") + fields_of("Guest", "name organisation"),
    why="compter les présents de chaque collège",
    since="la réunion",
    months=12 * YEARS,
)
PAPERS = Kept(
    fields_of("ActionItem", "who") + fields_of("AgendaItem", "presenter") + fields_of("Minutes", "body remarks"),
    why="garder la mémoire des décisions",
    since="ce que le Conseil retire le compte rendu",
)
KEPT = [ATTENDANCE, PAPERS]
ABOUT_NOBODY = ["ActionItem", "AgendaItem", "Attachment", "Meeting", "Postponement", "QuorumRule"]


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
