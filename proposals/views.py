from django.http import Http404
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.models import Commission
from proposals.chain import chain
from proposals.follow_up import follow_up
from proposals.models import Passage, Proposal
from proposals.register import Filters, Register
from proposals.steps import steps
from publishing.freshness import freshness

LIST = [("Propositions", reverse_lazy("proposals:proposal_list"))]
MAX_NUMBER = 2**31 - 1


@require_safe
def proposal_list(request):
    proposals = list(Proposal.objects.published().select_related("chapter").with_reason())
    links = Commission.objects.published().values_list("reference", "name", "proposals__number")
    passages = list(Passage.objects.published())
    context = {
        "register": Register.of(Filters.of(request.GET), proposals, links, request.GET.get("page", "")),
        "passages": passages,
        "current": "Propositions",
        "freshness": freshness([*passages, *proposals]),
    }
    return render(request, "proposals/proposal_list.html", context)


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
