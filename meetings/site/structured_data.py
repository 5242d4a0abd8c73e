"""A meeting in the words of schema.org, for search engines."""

import json

from publishing.feeds.calendar_file import ends_at, starts_at, summary

# In a page, these letters could close the element that holds the data.
_DANGEROUS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def event_data(meeting, *, site_url: str, organizer: str, previous=None) -> dict:
    """`previous`: the date that a moved meeting left. Empty when the day is not known."""
    if not meeting.when.is_exact:
        return {}
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": summary(meeting),
        "url": site_url + meeting.get_absolute_url(),
        "startDate": starts_at(meeting.when).isoformat(),
        "endDate": ends_at(meeting.when).isoformat() if meeting.when.end_time else None,
        "eventStatus": f"https://schema.org/{_status(meeting)}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "previousStartDate": starts_at(previous).isoformat() if previous and previous.is_exact else None,
        "description": meeting.public_note or None,
        "location": _place(meeting),
        "organizer": None
        if meeting.kind == meeting.Kind.REPRESENTATION
        else {"@type": "Organization", "name": organizer, "url": site_url},
    }
    return {name: value for name, value in data.items() if value is not None}


def as_script_text(data: dict) -> str:
    """JSON that cannot leave its `<script>` element."""
    return json.dumps(data, ensure_ascii=False).translate(_DANGEROUS)


def _place(meeting) -> dict | None:
    if meeting.place is None:
        return None
    address = {"address": meeting.place.address} if meeting.place.address else {}
    return {"@type": "Place", "name": meeting.place_label, **address}


def _status(meeting) -> str:
    if meeting.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if meeting.is_postponed else "EventScheduled"
