from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from proposals.models import Proposal, Round, RoundState
from proposals.priorities.round_forms import ScreenBallotForm
from publishing.forms.public_form_view import public_form
from publishing.pacing.visitor_address import visitor_address

LIST = [("Propositions", reverse_lazy("proposals:proposal_list"))]
ROUNDS = [*LIST, ("Les priorités", reverse_lazy("proposals:round_list"))]


@require_safe
def round_list(request):
    context = {"rounds": list(Round.objects.visible().ordered()), "trail": LIST, "current": "Les priorités"}
    return render(request, "proposals/priorities/round_list.html", context)


@require_safe
def round_detail(request, reference):
    ballot_round = _visible(reference)
    context = {"round": ballot_round, "trail": ROUNDS, "current": ballot_round}
    context["is_votable"] = ballot_round.is_votable(timezone.localdate())
    if ballot_round.state == RoundState.PUBLISHED:
        context["places"] = _places(ballot_round)
    else:
        context["candidates"] = list(ballot_round.candidates.published().order_by("number"))
    return render(request, "proposals/priorities/round_detail.html", context)


@never_cache
@public_form
def round_vote(request, reference):
    ballot_round, today = _visible(reference), timezone.localdate()
    if not ballot_round.is_votable(today):
        status = 409 if request.method == "POST" else 200
        return render(request, "proposals/priorities/round_closed.html", _context(ballot_round), status=status)
    form = ScreenBallotForm(
        request.POST if request.method == "POST" else None,
        ballot_round=ballot_round,
        initial={"code": request.GET.get("code", "")[:40]},
    )
    if form.is_valid() and form.cast(today, visitor_address(request)):
        return redirect("proposals:round_thanks", reference)
    return render(request, "proposals/priorities/round_vote.html", _context(ballot_round, form), status=form.status)


@require_safe
def round_thanks(request, reference):
    return render(request, "proposals/priorities/round_thanks.html", _context(_visible(reference)))


def _visible(reference):
    return get_object_or_404(Round.objects.visible(), reference=reference)


def _context(ballot_round, form=None):
    return {"round": ballot_round, "form": form, "trail": [*ROUNDS, (ballot_round, ballot_round.get_absolute_url())]}


def _places(ballot_round):
    """The published order, with links to what is still public;
    what was withdrawn since keeps its place, not its words.
    """
    places = ballot_round.result["places"]
    numbers = [place["number"] for place in places]
    public = {p.number: p for p in Proposal.objects.published().filter(number__in=numbers)}
    return [place | {"proposal": public.get(place["number"])} for place in places]
