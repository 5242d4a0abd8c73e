"""What a calendar shows of meetings and nothing else, in two plain queries.

The calendar is built from these rows alone: while they are the same, so is the file, whoever changed what and how.
"""

from dataclasses import dataclass, field
from itertools import groupby

from council.models import Place
from meetings.models import AgendaItem, Meeting
from meetings.models.meeting import MeetingQuerySet

MEETING = [
    *["id", "reference", "kind", "title", "audience", "public_note", "state", "cancellation_reason"],
    *["sequence", "changed_at", "precision", "starts_on", "ends_on", "start_time", "end_time"],
    *["is_example", "state_as_of", "updated_on"],
]
PLACE = ["id", "name", "kind", "address", "accessibility", "access_note"]


@dataclass(frozen=True)
class CalendarRows:
    meetings: list[tuple] = field(default_factory=list)
    items: list[tuple] = field(default_factory=list)

    def as_meetings(self) -> list[Meeting]:
        """Knowing only what the rows say: any other field keeps its default."""
        titles = {
            meeting: [title for _, title in group] for meeting, group in groupby(self.items, key=lambda item: item[0])
        }
        return [_meeting(row, titles) for row in self.meetings]


def calendar_rows(meetings: MeetingQuerySet) -> CalendarRows:
    """`meetings`: what the public may see."""
    columns = MEETING + [f"place__{name}" for name in PLACE]
    items = AgendaItem.objects.filter(meeting__in=meetings.order_by()).order_by("meeting", "order", "pk")
    return CalendarRows(
        meetings=list(meetings.in_order().values_list(*columns)), items=list(items.values_list("meeting", "title"))
    )


def _meeting(row: tuple, titles: dict[int, list[str]]) -> Meeting:
    meeting = Meeting(**dict(zip(MEETING, row[: len(MEETING)], strict=True)))
    place = dict(zip(PLACE, row[len(MEETING) :], strict=True))
    meeting.place = Place(**place) if place["id"] else None
    meeting.agenda_titles = titles.get(meeting.pk, [])
    return meeting
