"""What a poster of the questionnaire says of the next meeting: the two rooms do not know each other."""

import datetime

from meetings.models import Meeting


def next_meeting(today: datetime.date, is_example: bool) -> str:
    """«jeudi 20 septembre 2018 à 19 h, Maison pour tous»; empty when no public meeting is known.

    `is_example`: the poster shows invented figures; it alone may invite to an invented meeting.
    """
    meetings = Meeting.objects.published().exclude(audience=Meeting.Audience.MEMBERS)
    meeting = (meetings if is_example else meetings.real()).around(today).next
    if meeting is None:
        return ""
    place = meeting.place_label or "lieu à confirmer"
    mark = " (exemple)" if meeting.is_example else ""
    return f"{meeting.title}{mark}, {meeting.when.label}, {place}"
