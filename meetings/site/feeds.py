"""The addresses that calendars and news readers follow."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from meetings.models import AgendaItem, Meeting, Minutes
from members.models import Commission
from publishing.feeds.calendar_file import calendar_response
from publishing.feeds.feed import Entry, atom_response

CALENDAR_NAME = f"Agenda du {settings.COUNCIL.name}"
PLENARY_NAME = f"Séances plénières du {settings.COUNCIL.name}"


@require_safe
def meeting_feed(request):
    return _calendar(request, Meeting.objects.published(), CALENDAR_NAME, f"{settings.COUNCIL.slug}.ics")


@require_safe
def plenary_feed(request):
    meetings = Meeting.objects.published().filter(kind=Meeting.Kind.PLENARY)
    return _calendar(request, meetings, PLENARY_NAME, "seances-plenieres.ics")


@require_safe
def commission_feed(request, reference):
    commission = get_object_or_404(Commission.objects.published(), reference=reference)
    name = f"{commission.name}, {settings.COUNCIL.name}"
    return _calendar(request, Meeting.objects.published().filter(commission=commission), name, f"{reference}.ics")


@require_safe
def meeting_download(request, reference):
    meeting = get_object_or_404(Meeting.objects.published(), reference=reference)
    if not meeting.when.has_known_days:
        raise Http404
    name = f"{meeting.title}, {CALENDAR_NAME}"
    return _calendar(request, Meeting.objects.published().filter(pk=meeting.pk), name, f"{meeting.reference}.ics")


@require_safe
def minutes_feed(request):
    entries = [
        Entry(
            title="Exemple\u00a0: " * minutes.is_example + str(minutes),
            path=minutes.get_absolute_url(),
            updated_at=max(minutes.published_at, minutes.updated_at),
            summary=f"Adopté en réunion, {minutes.adopted_at.when.phrase}.",
        )
        for minutes in Minutes.objects.public().with_meeting().newest_first()
    ]
    return atom_response(
        request,
        title=f"Comptes rendus du {settings.COUNCIL.name}",
        subtitle="Ce qui a été dit et décidé aux réunions.",
        path=reverse("meetings:minutes_list"),
        feed_path=reverse("meetings:minutes_feed"),
        entries=entries,
    )


def _calendar(request, meetings, name, filename):
    page, agenda = reverse("meetings:meeting_list"), AgendaItem.objects.all()
    return calendar_response(request, meetings.for_calendar(), name=name, page=page, filename=filename, beside=[agenda])
