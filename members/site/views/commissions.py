from django.http import Http404
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.site.commission_page import commission_page
from publishing.dates.freshness import freshness

TRAIL = [("Trombinoscope", reverse_lazy("members:member_list"))]


@require_safe
def commission_detail(request, reference):
    """Its meetings and its proposals live in the rooms above: they come by the reverse names."""
    today = timezone.localdate()
    page = commission_page(reference, today)
    if page is None:
        raise Http404
    meetings = list(page.commission.meetings.published().newest_first().select_related("place"))
    context = {
        "page": page,
        "commission": page.commission,
        "coming": [meeting for meeting in reversed(meetings) if meeting.is_awaited and not meeting.is_over_on(today)],
        "past": [meeting for meeting in meetings if not meeting.is_cancelled and meeting.is_over_on(today)],
        "proposals": page.commission.proposals.published().exclude(title="").order_by("number"),
        "trail": TRAIL,
        "freshness": freshness([page.commission]),
    }
    return render(request, "members/commission_detail.html", context)
