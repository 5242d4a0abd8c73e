"""The shared calendar: the meetings and the life of the neighbourhood together, on a page and as iCalendar feeds."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from events.models import Event
from meetings.models import Meeting
from meetings.site.calendar_feed import CONTENT_TYPE, calendar_of, subscription_address
from publishing.dates.freshness import freshness
from publishing.feeds.address import absolute
from publishing.feeds.fingerprint import fingerprint


@dataclass(frozen=True)
class EventEntry:
    """An event in the words of a calendar of meetings: nobody confirms afterwards that it took place."""

    event: Event
    is_awaited = False
    cancelled_word = "Annulé"
    audience = ""
    agenda_titles = ()

    def __getattr__(self, name):
        return getattr(self.event, name)

    @property
    def public_note(self) -> str:
        return self.event.lead


@require_safe
def calendar_list(request):
    today = timezone.localdate()
    coming = _coming(today)
    context = {
        "coming": coming,
        "freshness": freshness(coming),
        "feeds": [_feed(name, words) for name, words in FEEDS.items()],
    }
    return render(request, "calendar_list.html", context)


@require_safe
def calendar_feed(request, name):
    words = f"{FEEDS[name]}, {settings.COUNCIL.name}"
    where = {"site_url": settings.SITE_URL, "page": reverse(PAGES[name])}
    content = calendar_of(CONTENTS[name](), name=words, today=timezone.localdate(), **where)
    etag = quote_etag(fingerprint(content))
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    return get_conditional_response(request, etag=etag, response=response)


def _meetings() -> list:
    meetings = list(Meeting.objects.published().with_place().prefetch_related("agenda_items").in_order())
    for meeting in meetings:
        meeting.agenda_titles = [item.title for item in meeting.agenda_items.all()]
    return meetings


def _events() -> list:
    return [EventEntry(event) for event in Event.objects.published().with_place().in_order()]


def _coming(today) -> list:
    meetings = [meeting for meeting in _meetings() if meeting.is_awaited and not meeting.is_over_on(today)]
    events = [event for event in Event.objects.published().with_place().in_order() if not event.is_over_on(today)]
    return sorted([*meetings, *events], key=_first)


def _first(entry) -> tuple:
    """In order of the days; what has no time comes before what has one."""
    return entry.starts_on, entry.start_time or datetime.time.min


def _feed(name: str, words: str) -> dict:
    address = absolute(reverse("calendar_feed", args=[name]))
    return {"name": name, "words": words, "address": address, "webcal": subscription_address(address)}


FEEDS = {"tout": "Les réunions et la vie du quartier", "vie-du-quartier": "La vie du quartier"}
PAGES = {"tout": "calendar_list", "vie-du-quartier": "events:event_list"}
CONTENTS = {"tout": lambda: [*_meetings(), *_events()], "vie-du-quartier": _events}
