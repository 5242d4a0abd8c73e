"""The pages of the back office around a round: the codes to hand out, and the paper ballots.

Nothing done here about a vote is logged: a log has moments, and moments tell who chose what.
"""

import re
import uuid

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from proposals.models import Round
from proposals.priorities.round_forms import PaperBallotForm
from proposals.priorities.round_print import code_link, codes_pdf, paper_ballot_pdf, signatures_pdf
from publishing.paper.pdf import pdf_response


def round_context(request, ballot_round):
    """What the page of a round shows around its form."""
    may_run = request.user.has_perm("proposals.run_round")
    return {
        "voters": list(ballot_round.voters.by_name()),
        "candidates": list(ballot_round.candidates.order_by("number")),
        "results": (ballot_round.result or ballot_round.results())
        if may_run and (ballot_round.result or ballot_round.may_be_told)
        else None,
    }


def round_pages(user, ballot_round) -> list[tuple[str, str]]:
    """While the vote is open, what the page of a round leads to: (words, address)."""
    pages = [("Les codes", "codes", "proposals.run_round"), ("Le vote sur papier", "paper", "proposals.add_ballot")]
    return [
        (words, reverse(f"admin:proposals_round_{name}", args=[ballot_round.pk]))
        for words, name, right in pages
        if ballot_round.is_open and user.has_perm(right)
    ]


@never_cache
def round_codes(request, key, model_admin):
    """A code is known at the moment it is made, and never again: the sheets to cut, or one link on the screen."""
    ballot_round = _round(request, key, model_admin, "proposals.run_round")
    if not ballot_round.is_open:
        raise Http404
    if request.method != "POST":
        return _page(request, "codes", "Les codes pour voter", ballot_round, voters=list(ballot_round.voters.by_name()))
    if "voter" in request.POST:
        return _one_code(request, ballot_round)
    given = ballot_round.give_codes(timezone.localdate())
    return pdf_response(codes_pdf(ballot_round, given), "codes-pour-voter.pdf", attachment=True)


def _one_code(request, ballot_round):
    given = ballot_round.give_codes(timezone.localdate(), _keys(request.POST.getlist("voter")[:1]))
    if not given:
        messages.error(request, "Cette personne a déjà voté, ou n’est plus dans la liste.")
        return redirect("admin:proposals_round_codes", ballot_round.pk)
    [(voter, code)] = given
    context = {"voter": voter, "code": code, "link": code_link(ballot_round, code)}
    return _page(request, "code", f"Un code pour {voter.member}", ballot_round, **context)


@require_safe
def paper_ballot(request, key, model_admin):
    """The ballot to photocopy."""
    ballot_round = _round(request, key, model_admin, "proposals.add_ballot")
    return pdf_response(paper_ballot_pdf(ballot_round), "bulletin-de-vote.pdf")


@never_cache
@require_safe
def signature_sheet(request, key, model_admin):
    """Who has not voted on the screen signs here before the ballot goes into the box."""
    ballot_round = _round(request, key, model_admin, "proposals.add_ballot")
    return pdf_response(signatures_pdf(ballot_round), "feuille-de-signatures.pdf")


@never_cache
def round_paper(request, key, model_admin):
    """First who signed, then the ballots taken from the box in any order: nothing ties one to the other."""
    ballot_round = _round(request, key, model_admin, "proposals.add_ballot")
    if not ballot_round.is_open:
        raise Http404
    is_ballot = request.POST.get("act") == "ballot"
    form = PaperBallotForm(request.POST if is_ballot else None, ballot_round=ballot_round)
    if request.method == "POST" and not is_ballot:
        _sign(request, ballot_round)
        return redirect("admin:proposals_round_paper", ballot_round.pk)
    if form.is_valid() and form.cast():
        messages.success(request, "Bulletin enregistré. Prenez le suivant.")
        return redirect("admin:proposals_round_paper", ballot_round.pk)
    return _page(request, "paper", "Le vote sur papier", ballot_round, form=form, **_paper_context(ballot_round))


def _paper_context(ballot_round):
    voters = list(ballot_round.voters.by_name())
    return {
        "waiting": [voter for voter in voters if not voter.has_voted],
        "signed": [voter for voter in voters if voter.channel == "paper"],
        "typed": ballot_round.ballots.on_paper().count(),
    }


def _sign(request, ballot_round):
    try:
        chosen = _keys(request.POST.getlist("voter"))
        if request.POST.get("act") == "unsign":
            for voter in chosen:
                ballot_round.unsign_paper(voter)
        else:
            count = ballot_round.sign_paper(chosen)
            messages.success(request, f"Noté\u00a0: {count} de plus sur papier.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


def _keys(texts) -> list[uuid.UUID]:
    """What is not a key is left out."""
    return [uuid.UUID(text) for text in texts if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text)]


def _round(request, key, model_admin, permission):
    ballot_round = get_object_or_404(Round, pk=key)
    if not (model_admin.has_view_or_change_permission(request, ballot_round) and request.user.has_perm(permission)):
        raise PermissionDenied
    return ballot_round


def _page(request, template, title, ballot_round, **context):
    page = admin.site.each_context(request) | {"title": title, "round": ballot_round, "opts": Round._meta, **context}
    return render(request, f"proposals/priorities/admin_round_{template}.html", page)
