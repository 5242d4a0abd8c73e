"""What calendars show of meetings and nothing else, and whether it is still what it was.

`snapshot` reads, as the database writes them, every value that a calendar may show. While two snapshots are the same,
so are the files: whoever changed what, and by whichever way, shows.
"""

import functools
from itertools import groupby

from django.db import connection

from council.models import Place
from meetings.models import AgendaItem, Meeting
from meetings.models.meeting_set import MeetingQuerySet

MEETING = [
    *[
        "id",
        "reference",
        "kind",
        "is_kind_inferred",
        "title",
        "audience",
        "public_note",
        "state",
        "cancellation_reason",
    ],
    *["calendar_uid", "sequence", "changed_at", "precision", "starts_on", "ends_on", "start_time", "end_time"],
    *["is_example", "state_as_of", "updated_on"],
]
PLACE = ["id", "name", "kind", "address", "accessibility", "access_note"]
# What decides whether a meeting is in a calendar, and in which.
CHOICE = ["publication", "publish_from", "commission_id"]
_COLUMNS = MEETING + [f"place__{name}" for name in PLACE]


def snapshot() -> list[list[tuple]]:
    """To compare, never to show: drafts are in it too. Two queries, whose text never changes."""
    return [_rows(*statement) for statement in _statements(connection.vendor)]


def meetings_of(chosen: MeetingQuerySet) -> list[Meeting]:
    """Knowing only what the snapshot compares: any other field keeps its default, so that nothing else can show."""
    rows = list(chosen.in_order().values_list(*_COLUMNS))
    items = AgendaItem.objects.filter(meeting__in=[row[0] for row in rows]).order_by("meeting", "order", "pk")
    by_meeting = groupby(items.values_list("meeting", "title"), key=lambda item: item[0])
    titles = {meeting: [title for _, title in group] for meeting, group in by_meeting}
    return [_meeting(row, titles) for row in rows]


def _rows(sql: str, values: tuple) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@functools.cache
def _statements(vendor: str) -> list[tuple]:
    meetings = Meeting.objects.order_by("pk").values_list(*_COLUMNS, *CHOICE)
    items = AgendaItem.objects.order_by("pk").values_list("meeting_id", "order", "title")
    return [rows.query.sql_with_params() for rows in (meetings, items)]


def _meeting(row: tuple, titles: dict[int, list[str]]) -> Meeting:
    meeting = Meeting(**dict(zip(MEETING, row[: len(MEETING)], strict=True)))
    meeting.place = _place(row[len(MEETING) :])
    meeting.agenda_titles = titles.get(meeting.pk, [])
    return meeting


def _place(row: tuple) -> Place | None:
    fields = dict(zip(PLACE, row, strict=True))
    return Place(**fields) if fields["id"] else None
