"""What a poster of the questionnaire says of the next meeting: the two rooms do not know each other."""

import datetime

from meetings.models import Meeting


def next_meeting(today: datetime.date) -> str:
    """«jeudi 20 septembre 2018 à 19 h, MPT des Petits Clos»; empty when no public meeting is known."""
    meeting = Meeting.objects.published().real().around(today).next
    if meeting is None or meeting.audience == Meeting.Audience.MEMBERS:
        return ""
    place = meeting.place_label or "lieu à confirmer"
    return f"{meeting.title}, {meeting.when}, {place}"
