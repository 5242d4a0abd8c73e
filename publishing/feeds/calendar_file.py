"""What has a day as an iCalendar file that every phone understands.
The library escapes the texts and folds the lines.
"""

import datetime
import re
from collections.abc import Iterable
from itertools import chain
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event, vDuration, vText

from publishing.feeds.address import absolute
from publishing.feeds.cached_response import cached_response, stored_values

PARIS = ZoneInfo("Europe/Paris")
CONTENT_TYPE = "text/calendar; charset=utf-8"
TO_CONFIRM = "Lieu à confirmer."
LONGEST_LINE = 74
USUAL_LENGTH = datetime.timedelta(hours=2)
ASK_AGAIN = datetime.timedelta(hours=12)
NO_END = "L’heure de fin n’est pas connue\u00a0: ce calendrier compte deux heures."
# Control characters and halves of letters: they would break the lines of the file.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def calendar_response(
    request, *sets: QuerySet, name: str, page: str, filename: str, beside: Iterable[QuerySet] = ()
) -> HttpResponse:
    """`sets`: of calendar entries, each with its place; `beside`: the rows that they read besides their own. All of it
    is compared with the database each time, so that what is withdrawn is gone at once.
    """
    today = timezone.localdate()
    headers = {"Content-Type": CONTENT_TYPE, "Content-Disposition": f'inline; filename="{filename}"'}
    return cached_response(
        request,
        (name, today, [stored_values(rows) for rows in [*sets, *beside]]),
        lambda: calendar_of(chain(*sets), name=name, page=absolute(page), today=today),
        lambda content: HttpResponse(content, headers=headers),
    )


def calendar_of(entries: Iterable, *, name: str, page: str, today: datetime.date) -> bytes:
    """Those whose days are known; a calendar has no place for «entre mars et mai», and says so.

    `page` is the full address of the page that shows them all.
    """
    entries = list(entries)
    known = [entry for entry in entries if entry.when.has_known_days]
    calendar = _head(name, len(entries) - len(known), page)
    for entry in known:
        calendar.add_component(_event(entry, today))
    return b"\r\n".join(_folded(line) for line in calendar.content_lines(sorted=False))


def subscription_address(feed_url: str) -> str:
    """The address that makes a phone propose to subscribe."""
    return f"webcal://{feed_url.partition('://')[2]}"


def _head(name: str, left_out: int, page: str) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.COUNCIL.name}//Agenda//FR")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", vText(_line(name)))
    calendar.add("x-wr-calname", vText(_line(name)))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    if left_out:
        calendar.add("description", _note(left_out, page))
        calendar.add("x-wr-caldesc", vText(_note(left_out, page)))
    return calendar


def _event(entry, today: datetime.date) -> Event:
    sequence, changed_at = _version(entry, today)
    url = absolute(entry.get_absolute_url())
    said = {
        "uid": entry.calendar_uid,
        "dtstamp": changed_at,
        "last-modified": changed_at,
        "sequence": sequence,
        "status": _status(entry, today),
        "dtstart": _in_utc(starts_at(entry.when)),
        "dtend": _in_utc(ends_at(entry.when)),
        "transp": "TRANSPARENT" if entry.when.start_time is None or entry.is_cancelled else None,
        "summary": summary(entry),
        "location": _line(", ".join(filter(None, [entry.place_label, entry.place.address]))) if entry.place else None,
        "description": _description(entry, today, url),
        "url": url,
    }
    event = Event()
    for name, value in said.items():
        if value is not None:
            event.add(name, value)
    return event


def _folded(line: str) -> bytes:
    """The library folds letter by letter: short lines, most of them, are spared it."""
    encoded = line.encode()
    return encoded if len(encoded) <= LONGEST_LINE else line.to_ical()


def summary(entry) -> str:
    """Phones show little but this: what is invented or cancelled says so here."""
    marks = ["Exemple"] * entry.is_example + [entry.cancelled_word] * entry.is_cancelled
    return _line("\u00a0: ".join([*marks, entry.title]))


def starts_at(when) -> datetime.datetime | datetime.date:
    """The moment, or the day when the time is not known."""
    if when.start_time is None:
        return when.starts_on
    return datetime.datetime.combine(when.starts_on, when.start_time, tzinfo=PARIS)


def ends_at(when) -> datetime.datetime | datetime.date | None:
    """What ends before it starts ends the day after; an end that is not known is `USUAL_LENGTH` later."""
    if when.start_time is None:
        return _next_day(when.last_day)
    if when.end_time is None:
        return _after(starts_at(when), USUAL_LENGTH)
    day = when.starts_on if when.end_time > when.start_time else _next_day(when.starts_on)
    return datetime.datetime.combine(day, when.end_time, tzinfo=PARIS) if day else None


def _in_utc(moment):
    """Every program then shows 19 h in January and in July; a whole day stays a day."""
    return moment.astimezone(datetime.UTC) if isinstance(moment, datetime.datetime) else moment


def _after(moment: datetime.datetime, length: datetime.timedelta) -> datetime.datetime | None:
    """Real hours later, also through a night when clocks change."""
    try:
        return moment.astimezone(datetime.UTC) + length
    except OverflowError:
        return None


def _next_day(day: datetime.date) -> datetime.date | None:
    return day + datetime.timedelta(days=1) if day < datetime.date.max else None


def _version(entry, today: datetime.date) -> tuple[int, datetime.datetime]:
    """Even numbers for what people changed; the odd one between for the day that passes without a word."""
    sequence, changed_at = 2 * entry.sequence, entry.changed_at
    if _status(entry, today) == "TENTATIVE":
        day_after = datetime.datetime.combine(_next_day(entry.when.last_day), datetime.time(), tzinfo=PARIS)
        sequence, changed_at = sequence + 1, max(changed_at, day_after)
    return sequence, changed_at


def _note(left_out: int, page: str) -> str:
    words = "1 rendez-vous n’est pas" if left_out == 1 else f"{left_out} rendez-vous ne sont pas"
    return f"{words} dans ce calendrier\u00a0: le jour n’est pas connu. Le site les montre\u00a0: {page}"


def _status(entry, today: datetime.date) -> str:
    if entry.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.is_awaited and entry.is_over_on(today) else "CONFIRMED"


def _description(entry, today: datetime.date, url: str) -> str:
    """Also the address of the page: many phones never show the URL of an entry."""
    parts = [
        "Ceci est un exemple inventé." if entry.is_example else "",
        f"{entry.cancelled_word}\u00a0: {entry.cancellation_reason}" if entry.is_cancelled else "",
        "Nous ne savons pas si cette réunion a eu lieu." if _status(entry, today) == "TENTATIVE" else "",
        NO_END if entry.when.start_time and not entry.when.end_time else "",
        TO_CONFIRM if entry.is_awaited and not entry.place else "",
        f"Réunion {entry.get_audience_display()}." if entry.audience else "",
        _access(entry.place),
        f"{entry.kind_in_words.capitalize()}." if entry.is_kind_inferred else "",
        entry.public_note,
        "\n- ".join(["Ordre du jour\u00a0:", *entry.agenda_titles]) if entry.agenda_titles else "",
        f"Information\u00a0: état à {entry.state_as_of}." if entry.is_unconfirmed else "",
        url,
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
    return _UNPRINTABLE.sub("", "\n".join(text.splitlines()))
