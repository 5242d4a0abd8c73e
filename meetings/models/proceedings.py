"""What a meeting leaves, beside the words of its minutes: who was counted, what was decided, what is still followed."""

from dataclasses import dataclass

from meetings.models import ActionItem, Meeting, QuorumRule
from meetings.rules.attendance_count import AttendanceCount
from meetings.rules.quorum import Quorum, quorum_of


@dataclass(frozen=True)
class Presence:
    attendance: AttendanceCount
    proxies: int = 0
    guests: int = 0
    quorum: Quorum | None = None


@dataclass(frozen=True)
class Proceedings:
    presence: Presence
    decided: list[ActionItem]
    followed: list[ActionItem]


def presence_at(meeting: Meeting, guests: int) -> Presence:
    """Figures only: no name leaves here."""
    seats = meeting.attendances.seats()
    rule = QuorumRule.objects.holding(meeting.starts_on, with_examples=meeting.is_example) if seats else None
    return Presence(
        attendance=AttendanceCount.of(seats),
        proxies=sum(seat.gave_proxy for seat in seats),
        guests=guests,
        quorum=quorum_of(seats, rule),
    )


def proceedings_of(meeting: Meeting) -> Proceedings:
    return Proceedings(
        presence=presence_at(meeting, meeting.guests.count()),
        decided=list(meeting.action_items.all()),
        followed=list(ActionItem.objects.followed_by(meeting).published().select_related("meeting")),
    )
