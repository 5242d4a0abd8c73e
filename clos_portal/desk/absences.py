"""How many meetings each member missed in a row, without an excuse: private, for the presidency alone."""

import datetime
from collections.abc import Iterable

from meetings.models import Attendance

ABSENT = Attendance.Status.ABSENT


def absences_on(day: datetime.date) -> dict[int, int]:
    """Meetings of which the attendance was noted, up to that day."""
    noted = Attendance.objects.filter(meeting__starts_on__lte=day, member__isnull=False)
    return in_a_row(noted.order_by("-meeting__starts_on", "-meeting__pk").values_list("member_id", "status"))


def in_a_row(newest_first: Iterable[tuple[int, str]]) -> dict[int, int]:
    """A presence or an excuse ends the row."""
    counts: dict[int, int] = {}
    ended: set[int] = set()
    for member, status in newest_first:
        if status == ABSENT and member not in ended:
            counts[member] = counts.get(member, 0) + 1
        else:
            ended.add(member)
    return counts
