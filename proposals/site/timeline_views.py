from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from proposals.models import Agreement, Decision, Milestone
from proposals.register.timeline import Moment, kind_of, timeline
from publishing.dates.freshness import freshness

LIST = [("Propositions", reverse_lazy("proposals:proposal_list"))]
START_OF_CARRYING_OUT = 2018
FIRST, LAST = 2000, 2060


@require_safe
def timeline_detail(request):
    """Six years from the first of the agreement; until that year is known, from the summer when carrying out began."""
    known = Agreement.objects.first_year()
    start = known or START_OF_CARRYING_OUT
    decisions = list(Decision.objects.published())
    moments = [_decision(line) for line in decisions]
    moments += [_milestone(step) for step in Milestone.objects.of_public_proposals()]
    context = {
        "timeline": timeline(moments, _asked_year(request.GET.get("depuis", "")) or start),
        "is_year_known": known is not None,
        "start": start,
        "freshness": freshness({line.proposal for line in decisions}),
        "trail": LIST,
        "current": "La frise des six ans",
    }
    return render(request, "proposals/timeline_detail.html", context)


def _asked_year(text: str) -> int | None:
    """The six years before or after may be looked at too: ?depuis=2024."""
    return int(text) if text.isdecimal() and len(text) == 4 and FIRST <= int(text) <= LAST else None


def _decision(line: Decision) -> Moment:
    address = f"{line.proposal.get_absolute_url()}#journal"
    return Moment(line.proposal, "decision", f"Décision\u00a0: {line.get_status_display()}", line.when, address)


def _milestone(step: Milestone) -> Moment:
    name = f"{step.get_state_display()}\u00a0: {step.title}"
    return Moment(step.proposal, kind_of(step.state), name, step.when, step.get_absolute_url())
