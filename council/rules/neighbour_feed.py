"""What a feed of another council says, as plain text: titles, dates and links, nothing that a browser would run."""

import calendar
import datetime
import html
import io
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import feedparser
import icalendar
from django.utils.html import strip_tags

MOST_ITEMS = 20
LONGEST = 200


@dataclass(frozen=True)
class NewsItem:
    title: str
    url: str
    day: datetime.date | None


def items_of(content: bytes) -> list[NewsItem]:
    """At most twenty, the newest first; what has no title is left out. An unreadable feed has none."""
    if b"<!ENTITY" in content:
        return []
    items = _calendar_items(content) if content.lstrip()[:15].upper() == b"BEGIN:VCALENDAR" else _news_items(content)
    dated = sorted((item for item in items if item.title), key=lambda item: item.day or datetime.date.min, reverse=True)
    return dated[:MOST_ITEMS]


def _news_items(content: bytes) -> Iterator[NewsItem]:
    for entry in feedparser.parse(io.BytesIO(content), sanitize_html=True, resolve_relative_uris=False).entries:
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        day = datetime.datetime.fromtimestamp(calendar.timegm(moment), datetime.UTC).date() if moment else None
        yield NewsItem(_plain(entry.get("title", "")), _link(entry.get("link", "")), day)


def _calendar_items(content: bytes) -> Iterator[NewsItem]:
    try:
        events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    except (ValueError, IndexError, KeyError):
        return
    for event in events:
        start = getattr(event.get("dtstart"), "dt", None)
        day = start.date() if isinstance(start, datetime.datetime) else start
        day = day if isinstance(day, datetime.date) else None
        yield NewsItem(_plain(str(event.get("summary", ""))), _link(str(event.get("url", ""))), day)


def _plain(text: str) -> str:
    plain = " ".join(strip_tags(html.unescape(text)).replace("\0", " ").split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def _link(address: str) -> str:
    try:
        is_safe = urlsplit(address).scheme == "https" and len(address) <= 500 and "\0" not in address
    except ValueError:
        return ""
    return address if is_safe else ""
