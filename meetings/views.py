import hashlib

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from meetings.agenda import agenda_of, seasons_of
from meetings.agenda_filter import read_filters
from meetings.calendar_feed import CONTENT_TYPE, calendar_of, subscription_address
from meetings.models import Meeting
from meetings.month_view import Month, month_view, opening_month
from meetings.structured_data import as_script_text, event_data
from publishing.freshness import freshness

LINES_A_PAGE = 60
COUNCIL = "Conseil Citoyen des Clos"
CALENDAR_NAME = f"Agenda du {COUNCIL}"


@require_safe
def meeting_list(request):
    today = timezone.localdate()
    filters = read_filters(_published(), request.GET.get("nature", ""), request.GET.get("commission", ""))
    agenda = agenda_of(filters.shown, today)
    page = Paginator(agenda.past, LINES_A_PAGE).get_page(request.GET.get("page"))
    month = opening_month(filters.meetings, today)
    context = {
        "filters": filters,
        "agenda": agenda,
        "page": page,
        "seasons": seasons_of(page),
        "calendar": month_view(filters.meetings, month) if month else None,
        "freshness": freshness(filters.shown),
    }
    return _page(request, "meetings/meeting_list.html", "Agenda", context, trail=[])


@require_safe
def meeting_month_latest(request):
    """Opens on the month of the next meeting, or on the last one with something."""
    meetings = _published()
    month = opening_month(meetings, timezone.localdate())
    return _month_page(request, month_view(meetings, month) if month else None)


@require_safe
def meeting_month(request, year, month):
    calendar = month_view(_published(), Month(int(year), int(month)))
    if calendar is None:
        raise Http404
    return _month_page(request, calendar)


@require_safe
def meeting_detail(request, reference):
    meeting = _published_as(reference)
    moves = list(meeting.postponements.all())
    context = {
        "meeting": meeting,
        "moves": moves,
        "attendance": meeting.attendances.counts(),
        "event": _event_script(meeting, moves[-1].when if moves else None),
        "freshness": freshness([meeting]),
    }
    return _page(request, "meetings/meeting_detail.html", meeting.title, context)


@require_safe
def meeting_download(request, reference):
    meeting = _published_as(reference)
    if not meeting.when.is_exact:
        raise Http404
    return _calendar_file(request, [meeting], f"{meeting.title}, {CALENDAR_NAME}", f"{meeting.reference}.ics")


@require_safe
def meeting_feed(request):
    return _calendar_file(request, _published(), CALENDAR_NAME, "conseil-citoyen-des-clos.ics")


def _published() -> list[Meeting]:
    return list(Meeting.objects.published().with_place().in_order())


def _published_as(reference: str) -> Meeting:
    return get_object_or_404(Meeting.objects.published().with_place(), reference=reference)


def _month_page(request, calendar):
    if calendar is None:
        return _page(request, "meetings/meeting_month.html", "Mois par mois", {})
    lines = [*calendar.lines, *calendar.imprecise]
    month = [calendar.month.four_digits, calendar.month.two_digits]
    context = {
        "calendar": calendar,
        "freshness": freshness(meeting for line in lines for meeting in line.meetings),
        "canonical_url": settings.SITE_URL + reverse("meetings:meeting_month", args=month),
    }
    return _page(request, "meetings/meeting_month.html", calendar.month.label.capitalize(), context)


def _page(request, template, current, context, trail=None):
    feed = settings.SITE_URL + reverse("meetings:meeting_feed")
    place = {"current": current, "trail": [("Agenda", reverse("meetings:meeting_list"))] if trail is None else trail}
    addresses = {"feed_address": feed, "subscription_address": subscription_address(feed)}
    return render(request, template, addresses | place | context)


def _event_script(meeting, previous) -> str:
    data = event_data(meeting, site_url=settings.SITE_URL, organizer=COUNCIL, previous=previous)
    return mark_safe(as_script_text(data)) if data else ""  # noqa: S308 (JSON whose < > & are escaped)


def _calendar_file(request, meetings, name, filename):
    """Built each time, so that what is withdrawn is gone at once; sent only when it changed."""
    content = calendar_of(meetings, name=name, site_url=settings.SITE_URL, today=timezone.localdate())
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["Cache-Control"] = "no-cache"
    response["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response)
