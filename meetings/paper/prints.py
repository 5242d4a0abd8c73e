"""Posters and sheets that anybody may print."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.models import Meeting
from meetings.paper.print_data import agenda_data, link_data, meeting_data, season_data
from meetings.rules.agenda import agenda_of
from publishing.dates.imprecise_date import day_in_words
from publishing.paper.pdf import make_pdf, pdf_response

LINES_OF_A_POSTER = 6


@require_safe
def agenda_poster(request):
    today = timezone.localdate()
    meetings = Meeting.objects.published().with_place().prefetch_related("agenda_items").in_order()
    coming = [line for line in agenda_of(meetings, today).coming if not line.first.is_cancelled]
    data = agenda_data(coming[:LINES_OF_A_POSTER]) | link_data(reverse("meetings:meeting_list")) | _version()
    return pdf_response(
        make_pdf("meetings/agenda_poster.typ", data, title="Les prochaines réunions"), "prochaines-reunions.pdf"
    )


@require_safe
def meeting_poster(request, reference, size):
    meeting = get_object_or_404(Meeting.objects.published().with_place(), reference=reference)
    data = meeting_data(meeting) | link_data(meeting.get_absolute_url()) | _version() | {"size": size}
    return pdf_response(
        make_pdf("meetings/meeting_poster.typ", data, title=str(meeting)), f"affiche-{reference}-{size}.pdf"
    )


@require_safe
def season_sheet(request, first, last):
    if int(last) != int(first) + 1:
        raise Http404
    data = season_data(list(Meeting.objects.published().with_place().in_order()), int(first))
    if not any(month["meetings"] for month in data["months"]) and not data["imprecise"]:
        raise Http404
    data |= link_data(reverse("meetings:meeting_list")) | _version()
    title = f"Les réunions de la saison {first}-{last}"
    return pdf_response(make_pdf("meetings/season_sheet.typ", data, title=title), f"reunions-{first}-{last}.pdf")


def _version() -> dict:
    return {"version": f"Version du {day_in_words(timezone.localdate(), weekday=False)}"}
