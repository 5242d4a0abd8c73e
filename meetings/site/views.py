from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from meetings.models import Meeting
from meetings.models.proceedings import presence_at
from meetings.rules.agenda import agenda_of, season_to_print, seasons_of
from meetings.rules.month_view import Month, month_view, opening_month
from meetings.site.agenda_filter import read_filters
from meetings.site.structured_data import as_script_text, event_data
from members.models import Commission
from publishing.dates.freshness import freshness
from publishing.feeds.calendar_file import subscription_address

LINES_A_PAGE = 60


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
        "season": season_to_print(filters.meetings, today),
        "freshness": freshness(filters.shown),
    }
    return render_page(request, "meetings/meeting_list.html", "Agenda", context)


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
    meeting = get_object_or_404(Meeting.objects.published().with_page(), reference=reference)
    return render_page(request, "meetings/meeting_detail.html", meeting.title, detail_context(meeting))


@require_safe
def subscription_detail(request):
    """Every calendar one may follow, and how, in three sentences."""
    commissions = Commission.objects.published()
    feeds = [
        _feed("Toutes les réunions", reverse("meetings:meeting_feed")),
        _feed("Les séances plénières", reverse("meetings:plenary_feed")),
        *[_feed(c.name, reverse("meetings:commission_feed", args=[c.reference]), c.is_example) for c in commissions],
    ]
    left_out = [meeting for meeting in _published() if meeting.is_awaited and not meeting.when.has_known_days]
    context = {"feeds": feeds, "left_out": left_out}
    return render_page(request, "meetings/subscription_detail.html", "S’abonner à l’agenda", context)


def detail_context(meeting):
    moves = list(meeting.postponements.all())
    minutes = getattr(meeting, "minutes", None)
    return {
        "meeting": meeting,
        "moves": moves,
        "presence": presence_at(meeting, meeting.guest_count),
        "minutes": minutes if minutes and minutes.is_public else None,
        "attachments": [document for document in meeting.attachments.all() if document.is_public],
        "event": _event_script(meeting, moves[-1].when if moves else None),
        "freshness": freshness([meeting]),
    }


def _published() -> list[Meeting]:
    return list(Meeting.objects.published().with_place().in_order())


def _feed(label, path, is_example=False) -> dict:
    address = settings.SITE_URL + path
    return {
        "label": label,
        "address": address,
        "subscription": subscription_address(address),
        "is_example": is_example,
    }


def _month_page(request, calendar):
    if calendar is None:
        return render_page(request, "meetings/meeting_month.html", "Mois par mois", {})
    lines = [*calendar.lines, *calendar.imprecise]
    month = [calendar.month.four_digits, calendar.month.two_digits]
    context = {
        "calendar": calendar,
        "freshness": freshness(meeting for line in lines for meeting in line.meetings),
        "canonical_url": settings.SITE_URL + reverse("meetings:meeting_month", args=month),
    }
    return render_page(request, "meetings/meeting_month.html", calendar.month.label.capitalize(), context)


def render_page(request, template, current, context, trail=()):
    """A page of the agenda: `trail` leads from the agenda to it."""
    feed = settings.SITE_URL + reverse("meetings:meeting_feed")
    agenda = [("Agenda", reverse("meetings:meeting_list"))] if template != "meetings/meeting_list.html" else []
    place = {"current": current, "trail": [*agenda, *trail]}
    addresses = {"feed_address": feed, "subscription_address": subscription_address(feed)}
    return render(request, template, addresses | place | context)


def _event_script(meeting, previous) -> str:
    data = event_data(meeting, site_url=settings.SITE_URL, organizer=settings.COUNCIL.name, previous=previous)
    return mark_safe(as_script_text(data)) if data else ""  # noqa: S308 (JSON whose < > & are escaped)
