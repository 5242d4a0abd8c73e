from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.models import Commission, Mandate, Member
from members.models.composition_rules import read_rules
from members.models.portrait import SITE_WIDTHS
from members.rules.composition import composition_of
from members.rules.directory import Directory, UnknownFilter
from publishing.dates.freshness import freshness
from publishing.photos.photo_response import photo_response

TROMBINOSCOPE = [("Trombinoscope", reverse_lazy("members:member_list"))]


@require_safe
def member_list(request):
    today = timezone.localdate()
    expected = list(Mandate.objects.expected_on_the_site(today))
    mandates = [mandate for mandate in expected if mandate.runs_on(today)]
    commissions = Commission.objects.published()
    wanted = [request.GET.get(name, "") for name in ("college", "commission", "ordre")]
    try:
        directory = Directory(mandates, commissions, *wanted)
    except UnknownFilter as error:
        raise Http404 from error
    context = {
        "directory": directory,
        "composition": composition_of(expected, read_rules(expected), today),
        "freshness": freshness([mandate.member for mandate in mandates]),
    }
    return render(request, "members/member_list.html", context)


@require_safe
def member_detail(request, reference):
    today = timezone.localdate()
    member = get_object_or_404(Member.objects.with_own_page(today), reference=reference)
    mandate = Mandate.objects.on_the_site(today).get(member=member)
    context = {"mandate": mandate, "member": member, "trail": TROMBINOSCOPE, "freshness": freshness([member])}
    return render(request, "members/member_detail.html", context)


@require_safe
def portrait_detail(request, reference, width):
    """Asked again at each visit, so that a withdrawn photo disappears at once, also from the browser's memory."""
    member = get_object_or_404(Member.objects.with_portrait(timezone.localdate()), reference=reference)
    if width not in SITE_WIDTHS:
        raise Http404
    return photo_response(request, member.site_portrait, width, "portrait.webp")
