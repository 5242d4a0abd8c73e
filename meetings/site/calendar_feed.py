"""Meetings as an iCalendar file that every phone understands; the clock and the address of the site are given.

The library escapes the texts and folds the lines; short lines, most of them, are spared its letter by letter folding.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import vText
from icalendar.parser import Contentline, Parameters

from publishing.dates.imprecise_date import ImpreciseDate

PARIS = ZoneInfo("Europe/Paris")
CONTENT_TYPE = "text/calendar; charset=utf-8"
TO_CONFIRM = "Lieu à confirmer."
USUAL_LENGTH = datetime.timedelta(hours=2)
NO_END = "L’heure de fin n’est pas connue\u00a0: ce calendrier compte deux heures."
LONGEST_LINE = 74
# Control characters and halves of letters: they would break the lines of the file.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NO_PARAMETER = Parameters()


def calendar_of(meetings: Iterable, *, name: str, site_url: str, today: datetime.date, page: str = "/agenda/") -> bytes:
    """The meetings whose days are known; a calendar has no place for «entre mars et mai», and says so.

    Each meeting brings `agenda_titles`, the subjects of its agenda; `page` is the page that shows them all.
    """
    meetings = list(meetings)
    known = [meeting for meeting in meetings if meeting.when.has_known_days]
    lines = list(_head(name, len(meetings) - len(known), site_url + page))
    for meeting in known:
        lines += _event(meeting, site_url, today)
    lines.append(_plain("END", "VCALENDAR"))
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def subscription_address(feed_url: str) -> str:
    """The address that makes a phone propose to subscribe."""
    return f"webcal://{feed_url.partition('://')[2]}"


def _head(name: str, left_out: int, page_url: str) -> Iterator[Contentline]:
    yield _plain("BEGIN", "VCALENDAR")
    yield _plain("VERSION", "2.0")
    yield _plain("PRODID", f"-//{settings.COUNCIL.name}//Agenda//FR")
    yield _plain("CALSCALE", "GREGORIAN")
    yield _written("NAME", _line(name))
    yield _written("X-WR-CALNAME", _line(name))
    yield _plain("REFRESH-INTERVAL;VALUE=DURATION", "PT12H")
    yield _plain("X-PUBLISHED-TTL", "PT12H")
    if left_out:
        yield _written("DESCRIPTION", _note(left_out, page_url))
        yield _written("X-WR-CALDESC", _note(left_out, page_url))


def _event(meeting, site_url: str, today: datetime.date) -> Iterator[Contentline]:
    sequence, changed_at = _version(meeting, today)
    yield _plain("BEGIN", "VEVENT")
    yield _written("UID", meeting.calendar_uid)
    yield _plain("DTSTAMP", _moment(changed_at))
    yield _plain("LAST-MODIFIED", _moment(changed_at))
    yield _plain("SEQUENCE", sequence)
    yield _plain("STATUS", _status(meeting, today))
    yield from _times(meeting.when)
    if meeting.when.start_time is None or meeting.is_cancelled:
        yield _plain("TRANSP", "TRANSPARENT")
    yield _written("SUMMARY", summary(meeting))
    if meeting.place:
        yield _written("LOCATION", _line(", ".join(filter(None, [meeting.place_label, meeting.place.address]))))
    url = site_url + meeting.get_absolute_url()
    yield _written("DESCRIPTION", _description(meeting, today, url))
    yield _plain("URL", url)
    yield _plain("END", "VEVENT")


def _written(name: str, text: str) -> Contentline:
    """What people typed, escaped by the library."""
    return Contentline.from_parts(name, _NO_PARAMETER, vText(text))


def _plain(name: str, value) -> Contentline:
    """What we compute: no letter in it needs escaping."""
    return Contentline(f"{name}:{value}")


def _folded(line: Contentline) -> bytes:
    encoded = line.encode()
    return encoded if len(encoded) <= LONGEST_LINE else line.to_ical()


def summary(meeting) -> str:
    """Phones show little but this: what is invented or cancelled says so here."""
    marks = ["Exemple"] * meeting.is_example + [meeting.cancelled_word] * meeting.is_cancelled
    return _line("\u00a0: ".join([*marks, meeting.title]))


def starts_at(when: ImpreciseDate) -> datetime.datetime | datetime.date:
    """The moment, or the day when the time is not known."""
    if when.start_time is None:
        return when.starts_on
    return datetime.datetime.combine(when.starts_on, when.start_time, tzinfo=PARIS)


def ends_at(when: ImpreciseDate) -> datetime.datetime | datetime.date | None:
    """A meeting that ends before it starts ends the day after; an end that is not known is `USUAL_LENGTH` later."""
    if when.start_time is None:
        return _next_day(when.last_day)
    if when.end_time is None:
        return _after(starts_at(when), USUAL_LENGTH)
    day = when.starts_on if when.end_time > when.start_time else _next_day(when.starts_on)
    return datetime.datetime.combine(day, when.end_time, tzinfo=PARIS) if day else None


def _times(when) -> Iterator[Contentline]:
    for name, moment in (("DTSTART", starts_at(when)), ("DTEND", ends_at(when))):
        if isinstance(moment, datetime.datetime):
            yield _plain(name, _moment(moment))
        elif moment is not None:
            yield _plain(f"{name};VALUE=DATE", f"{moment:%Y%m%d}")


def _moment(moment: datetime.datetime) -> str:
    """In UTC: every program then shows 19 h in January and in July."""
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _after(moment: datetime.datetime, length: datetime.timedelta) -> datetime.datetime | None:
    """Real hours later, also through a night when clocks change."""
    try:
        return moment.astimezone(datetime.UTC) + length
    except OverflowError:
        return None


def _next_day(day: datetime.date) -> datetime.date | None:
    return day + datetime.timedelta(days=1) if day < datetime.date.max else None


def _version(meeting, today: datetime.date) -> tuple[int, datetime.datetime]:
    """Even numbers for what people changed; the odd one between for the day that passes without a word."""
    sequence, changed_at = 2 * meeting.sequence, meeting.changed_at
    if _status(meeting, today) == "TENTATIVE":
        day_after = datetime.datetime.combine(_next_day(meeting.when.last_day), datetime.time(), tzinfo=PARIS)
        sequence, changed_at = sequence + 1, max(changed_at, day_after)
    return sequence, changed_at


def _note(left_out: int, page_url: str) -> str:
    words = "1 rendez-vous n’est pas" if left_out == 1 else f"{left_out} rendez-vous ne sont pas"
    return f"{words} dans ce calendrier\u00a0: le jour n’est pas connu. Le site les montre\u00a0: {page_url}"


def _status(meeting, today: datetime.date) -> str:
    if meeting.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if meeting.is_awaited and meeting.is_over_on(today) else "CONFIRMED"


def _description(meeting, today: datetime.date, url: str) -> str:
    """Also the address of the page: many phones never show the URL of an entry."""
    parts = [
        "Ceci est un exemple inventé." if meeting.is_example else "",
        f"{meeting.cancelled_word}\u00a0: {meeting.cancellation_reason}" if meeting.is_cancelled else "",
        "Nous ne savons pas si cette réunion a eu lieu." if _status(meeting, today) == "TENTATIVE" else "",
        NO_END if meeting.when.start_time and not meeting.when.end_time else "",
        TO_CONFIRM if meeting.is_awaited and not meeting.place else "",
        f"Réunion {meeting.get_audience_display()}." if meeting.audience else "",
        _access(meeting.place),
        f"{meeting.kind_in_words.capitalize()}." if meeting.is_kind_inferred else "",
        meeting.public_note,
        "\n- ".join(["Ordre du jour\u00a0:", *meeting.agenda_titles]) if meeting.agenda_titles else "",
        f"Information\u00a0: état à {meeting.state_as_of}." if meeting.is_unconfirmed else "",
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
