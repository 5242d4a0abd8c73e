from meetings.models.attendance import Attendance
from meetings.models.meeting import Meeting
from meetings.models.postponement import Postponement

__all__ = ["Attendance", "Meeting", "Postponement"]
