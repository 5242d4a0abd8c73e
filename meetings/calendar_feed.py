"""Meetings as an iCalendar file that every phone understands; the clock and the address of the site are given."""

import datetime
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from publishing.imprecise_date import ImpreciseDate

PARIS = ZoneInfo("Europe/Paris")
CONTENT_TYPE = "text/calendar; charset=utf-8"
TO_CONFIRM = "Lieu à confirmer."


def calendar_of(meetings: Iterable, *, name: str, site_url: str, today: datetime.date) -> bytes:
    """The meetings whose day is known; a calendar has no place for «entre mars et mai», and says so.

    Each meeting brings `agenda_titles`, the subjects of its agenda.
    """
    meetings = list(meetings)
    left_out = sum(not meeting.when.is_exact for meeting in meetings)
    calendar = Calendar()
    calendar.add("prodid", "-//Conseil Citoyen des Clos//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", datetime.timedelta(hours=12), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    if left_out:
        calendar.add("description", _note(left_out, site_url))
        calendar.add("x-wr-caldesc", _note(left_out, site_url))
    for meeting in meetings:
        if meeting.when.is_exact:
            calendar.add_component(_event(meeting, site_url, today))
    return calendar.to_ical()


def subscription_address(feed_url: str) -> str:
    """The address that makes a phone propose to subscribe."""
    return f"webcal://{feed_url.partition('://')[2]}"


def _event(meeting, site_url: str, today: datetime.date) -> Event:
    event = Event()
    event.add("uid", f"{meeting.reference}@{urlsplit(site_url).hostname}")
    event.add("summary", summary(meeting))
    sequence, changed_at = _version(meeting, today)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", sequence)
    event.add("status", _status(meeting, today))
    _add_times(event, meeting.when)
    if meeting.place:
        event.add("location", _line(", ".join(filter(None, [meeting.place_label, meeting.place.address]))))
    event.add("description", _description(meeting, today))
    event.add("url", site_url + meeting.get_absolute_url())
    return event


def summary(meeting) -> str:
    """Phones show little but this: what is invented or cancelled says so here."""
    marks = ["Exemple"] * meeting.is_example + ["Annulée"] * meeting.is_cancelled
    return _line("\u00a0: ".join([*marks, meeting.title]))


def starts_at(when: ImpreciseDate) -> datetime.datetime | datetime.date:
    """The moment, or the day when the time is not known."""
    if when.start_time is None:
        return when.starts_on
    return datetime.datetime.combine(when.starts_on, when.start_time, tzinfo=PARIS)


def ends_at(when: ImpreciseDate) -> datetime.datetime | datetime.date | None:
    """A meeting that ends before it starts ends the day after; nothing is invented when the end is not known."""
    if when.start_time is None:
        return _next_day(when.starts_on)
    if when.end_time is None:
        return None
    day = when.starts_on if when.end_time > when.start_time else _next_day(when.starts_on)
    return datetime.datetime.combine(day, when.end_time, tzinfo=PARIS) if day else None


def _add_times(event: Event, when) -> None:
    for name, moment in (("dtstart", starts_at(when)), ("dtend", ends_at(when))):
        if moment is not None:
            event.add(name, moment.astimezone(datetime.UTC) if isinstance(moment, datetime.datetime) else moment)


def _next_day(day: datetime.date) -> datetime.date | None:
    return day + datetime.timedelta(days=1) if day < datetime.date.max else None


def _version(meeting, today: datetime.date) -> tuple[int, datetime.datetime]:
    """Even numbers for what people changed; the odd one between for the day that passes without a word."""
    sequence, changed_at = 2 * meeting.sequence, meeting.changed_at
    if _status(meeting, today) == "TENTATIVE":
        day_after = datetime.datetime.combine(_next_day(meeting.when.last_day), datetime.time(), tzinfo=PARIS)
        sequence, changed_at = sequence + 1, max(changed_at, day_after)
    return sequence, changed_at.astimezone(datetime.UTC).replace(microsecond=0)


def _note(left_out: int, site_url: str) -> str:
    words = "1 réunion n’est pas" if left_out == 1 else f"{left_out} réunions ne sont pas"
    return f"{words} dans ce calendrier\u00a0: le jour n’est pas connu. L’agenda les montre\u00a0: {site_url}/agenda/"


def _status(meeting, today: datetime.date) -> str:
    if meeting.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if meeting.is_awaited and meeting.is_over_on(today) else "CONFIRMED"


def _description(meeting, today: datetime.date) -> str:
    parts = [
        "Ceci est un exemple inventé." if meeting.is_example else "",
        f"Annulée\u00a0: {meeting.cancellation_reason}" if meeting.is_cancelled else "",
        "Nous ne savons pas si cette réunion a eu lieu." if _status(meeting, today) == "TENTATIVE" else "",
        TO_CONFIRM if meeting.is_awaited and not meeting.place else "",
        f"Réunion {meeting.get_audience_display()}." if meeting.audience else "",
        _access(meeting.place),
        meeting.public_note,
        "\n- ".join(["Ordre du jour\u00a0:", *meeting.agenda_titles]) if meeting.agenda_titles else "",
        f"Information\u00a0: état à {meeting.state_as_of}." if meeting.is_unconfirmed else "",
    ]
    return _text("\n".join(part for part in parts if part))


def _access(place) -> str:
    """How to get in, in the words of the place."""
    if place is None:
        return ""
    words = [place.get_accessibility_display().capitalize() if place.accessibility else "", place.access_note]
    return ". ".join(word.rstrip(".") for word in words if word)


def _line(text: str) -> str:
    return " ".join(_text(text).split("\n")).strip()


def _text(text: str) -> str:
    """A bare carriage return or a control character would break the lines of the file."""
    lines = "\n".join(text.splitlines())
    return "".join(letter for letter in lines if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))
