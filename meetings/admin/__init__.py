from meetings.admin.followed import ActionItemAdmin, QuorumRuleAdmin
from meetings.admin.meeting import MeetingAdmin
from meetings.admin.minutes import MinutesAdmin
from meetings.admin.place import PlaceOfMeetingsAdmin

__all__ = ["ActionItemAdmin", "MeetingAdmin", "MinutesAdmin", "PlaceOfMeetingsAdmin", "QuorumRuleAdmin"]
