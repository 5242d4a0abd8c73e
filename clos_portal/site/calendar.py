"""The shared calendar: the meetings and the life of the neighbourhood together, on a page and as iCalendar feeds."""

import datetime

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Event
from meetings.models import AgendaItem, Meeting
from publishing.dates.freshness import freshness
from publishing.feeds.address import absolute
from publishing.feeds.calendar_file import calendar_response, subscription_address

FEEDS = {"tout": "Les réunions et la vie du quartier", "vie-du-quartier": "La vie du quartier"}


@require_safe
def calendar_list(request):
    coming = _coming(timezone.localdate())
    context = {
        "coming": coming,
        "freshness": freshness(coming),
        "feeds": [_feed(name, words) for name, words in FEEDS.items()],
    }
    return render(request, "calendar_list.html", context)


@require_safe
def calendar_feed(request, name):
    words, events = f"{FEEDS[name]}, {settings.COUNCIL.name}", Event.objects.published().with_place().in_order()
    said = {"name": words, "filename": f"{name}.ics"}
    if name == "vie-du-quartier":
        return calendar_response(request, events, page=reverse("events:event_list"), **said)
    meetings, agenda = Meeting.objects.published().for_calendar(), AgendaItem.objects.all()
    return calendar_response(request, meetings, events, page=reverse("calendar_list"), beside=[agenda], **said)


def _coming(today) -> list:
    meetings = Meeting.objects.published().awaited().with_place().in_order()
    events = Event.objects.published().with_place().in_order()
    return sorted([entry for entry in [*meetings, *events] if not entry.is_over_on(today)], key=_first)


def _first(entry) -> tuple:
    """In order of the days; what has no time comes before what has one, and what has no day last."""
    return entry.starts_on or datetime.date.max, entry.start_time or datetime.time.min


def _feed(name: str, words: str) -> dict:
    address = absolute(reverse("calendar_feed", args=[name]))
    return {"name": name, "words": words, "address": address, "webcal": subscription_address(address)}
