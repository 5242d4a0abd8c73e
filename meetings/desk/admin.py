from meetings.desk.followed import ActionItemAdmin, QuorumRuleAdmin
from meetings.desk.meeting import MeetingAdmin
from meetings.desk.minutes import MinutesAdmin
from meetings.desk.place import PlaceOfMeetingsAdmin
