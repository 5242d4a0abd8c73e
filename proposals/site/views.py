from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from proposals.models import Passage, Proposal
from proposals.register.chain import chain
from proposals.register.steps import steps
from proposals.rules.follow_up import follow_up
from proposals.site.list_page import ListPage
from publishing.dates.freshness import freshness
from publishing.feeds.cached_response import cached_response

LIST = [("Propositions", reverse_lazy("proposals:proposal_list"))]
LIST_TEMPLATE = "proposals/proposal_list.html"
MAX_NUMBER = 2**31 - 1


@require_safe
def proposal_list(request):
    """Written again only when something that it shows has changed."""
    page = ListPage.read(request.GET)
    return cached_response(request, page.values, lambda: render_to_string(LIST_TEMPLATE, page.context, request))


@require_safe
def proposal_detail(request, number):
    if number > MAX_NUMBER:
        raise Http404
    proposal = Proposal.objects.published().with_page().filter(number=number).first()
    if proposal is None:
        raise Http404
    journal = list(proposal.decisions.all())
    milestones = list(proposal.milestones.all())
    passages = list(Passage.objects.published().about(proposal))
    context = {
        "proposal": proposal,
        "journal": journal,
        "steps": steps(proposal, next(iter(journal), None)),
        "milestones": milestones,
        "chain": chain(proposal, journal, milestones),
        "follow_up": follow_up(proposal, journal, milestones, timezone.localdate()),
        "passages": passages,
        "freshness": freshness([proposal, *passages]),
        "trail": LIST,
        "current": proposal,
    }
    return render(request, "proposals/proposal_detail.html", context)
