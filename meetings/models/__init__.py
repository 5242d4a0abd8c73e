from meetings.models.action_item import ActionItem
from meetings.models.agenda_item import AgendaItem
from meetings.models.attachment import Attachment
from meetings.models.attendance import Attendance
from meetings.models.guest import Guest
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minutes
from meetings.models.postponement import Postponement
from meetings.models.quorum_rule import QuorumRule

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Attachment",
    "Attendance",
    "Guest",
    "Meeting",
    "Minutes",
    "Postponement",
    "QuorumRule",
]
