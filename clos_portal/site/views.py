from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from clos_portal.site.search import search
from clos_portal.site.site_map import GROUPS
from council.models import Action, Page, Partner
from meetings.models import Meeting
from members.models import Commission, Mandate
from proposals.models import Proposal
from proposals.register.window import window
from publishing.dates.freshness import freshness
from publishing.sourced import Sourced
from surveys.models import Survey, SurveyTranslation

MAX_QUERY_LENGTH = 100


@require_safe
def home(request):
    today = timezone.localdate()
    meetings = Meeting.objects.published().around(today)
    actions = list(Action.objects.published().newest_first()[:3])
    proposals = list(Proposal.objects.published().real())
    survey = Survey.objects.published_open(today).first()
    context = {
        "meetings": meetings,
        "survey": survey,
        "survey_intro": SurveyTranslation.objects.intro(survey, get_language()),
        "window": window(proposals),
        "composition": Mandate.objects.composition(today),
        "actions": actions,
        "freshness": freshness([*meetings, *actions, *proposals]),
    }
    return render(request, "home.html", context)


@require_safe
def council_detail(request):
    mission = Page.objects.published_as("mission")
    actions = list(Action.objects.published().filter(kind=Action.Kind.FOUNDING).in_order())
    commissions = list(Commission.objects.published())
    partners = list(Partner.objects.published())
    context = {
        "mission": mission,
        "actions": actions,
        "commissions": commissions,
        "partners": partners,
        "composition": Mandate.objects.composition(timezone.localdate()),
        "freshness": freshness([*filter(None, [mission]), *actions, *commissions, *partners]),
    }
    return render(request, "council_detail.html", context)


@require_safe
def search_list(request):
    query = request.GET.get("q", "").replace("\0", "").strip()[:MAX_QUERY_LENGTH]
    results = search(query) if query else []
    sourced = [found.record for found in results if isinstance(found.record, Sourced)]
    return render(request, "search.html", {"query": query, "results": results, "freshness": freshness(sourced)})


@require_safe
def site_map(request):
    return render(request, "site_map.html", {"groups": GROUPS})
