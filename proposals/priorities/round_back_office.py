"""The pages of the back office around a round: its gestures, the codes to hand out, and the paper ballots.

Nothing done here about a vote is logged: a log has moments, and moments tell who chose what.
"""

import re
import uuid

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from proposals.models import Round, RoundState
from proposals.priorities.round_forms import PaperBallotForm
from proposals.priorities.round_print import code_link, codes_pdf, paper_ballot_pdf, signatures_pdf
from proposals.priorities.unlinking import unlink
from publishing.paper.pdf import pdf_response


def _close(round, day):
    round.close(day)
    unlink(round)


def _unlink(round, day):
    unlink(round)


GESTURES = {
    "ouvrir": (
        "Ouvrir le vote",
        Round.open,
        "Les membres en cours de mandat pourront voter. La liste des propositions ne changera plus.",
    ),
    "fermer": (
        "Fermer le vote",
        _close,
        "Plus personne ne pourra voter, même sur papier. Les codes seront effacés, et les bulletins mélangés.",
    ),
    "separer": ("Finir de séparer bulletins et votants", _unlink, "La fermeture a été coupée. Cela la termine."),
    "publier": (
        "Publier l’ordre",
        Round.publish,
        "Tout le monde verra l’ordre. Il ne changera plus jamais.",
    ),
}


def offered(round) -> list[str]:
    if round.state == RoundState.CLOSED:
        return ["publier"] if round.is_unlinked else ["separer"]
    return {RoundState.DRAFT: ["ouvrir"], RoundState.OPEN: ["fermer"]}.get(round.state, [])


def round_context(request, round):
    """What the page of a round shows around its form."""
    may_run, may_type = request.user.has_perm("proposals.run_round"), request.user.has_perm("proposals.add_ballot")
    return {
        "gestures": [(verb, GESTURES[verb][0]) for verb in offered(round)] if may_run else [],
        "may_give_codes": may_run and round.is_open,
        "may_type_paper": may_type and round.is_open,
        "voters": list(round.voters.by_name()),
        "candidates": list(round.candidates.order_by("number")),
        "results": (round.result or round.results()) if may_run and (round.result or round.may_be_told) else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def round_act(request, key, verb, model_admin):
    round = _round(request, key, model_admin, "proposals.run_round")
    if verb not in offered(round):
        raise Http404
    title, act, consequence = GESTURES[verb]
    if request.method != "POST":
        return _page(request, "act", f"{title}\u00a0?", round, verb=verb, consequence=consequence, gesture=title)
    try:
        act(round, timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        model_admin.log_change(request, round, title)
        messages.success(request, f"C’est fait\u00a0: «\u00a0{round}\u00a0», {round.get_state_display()}.")
    return redirect("admin:proposals_round_change", round.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def round_codes(request, key, model_admin):
    """A code is known at the moment it is made, and never again: the sheets to cut, or one link on the screen."""
    round = _round(request, key, model_admin, "proposals.run_round")
    if not round.is_open:
        raise Http404
    if request.method != "POST":
        return _page(request, "codes", "Les codes pour voter", round, voters=list(round.voters.by_name()))
    if "voter" in request.POST:
        return _one_code(request, round)
    given = round.give_codes(timezone.localdate())
    return pdf_response(codes_pdf(round, given), "codes-pour-voter.pdf", attachment=True)


def _one_code(request, round):
    given = round.give_codes(timezone.localdate(), _keys(request.POST.getlist("voter")[:1]))
    if not given:
        messages.error(request, "Cette personne a déjà voté, ou n’est plus dans la liste.")
        return redirect("admin:proposals_round_codes", round.pk)
    [(voter, code)] = given
    context = {"voter": voter, "code": code, "link": code_link(round, code)}
    return _page(request, "code", f"Un code pour {voter.member}", round, **context)


@require_safe
def paper_ballot(request, key, model_admin):
    """The ballot to photocopy."""
    round = _round(request, key, model_admin, "proposals.add_ballot")
    return pdf_response(paper_ballot_pdf(round), "bulletin-de-vote.pdf")


@never_cache
@require_safe
def signature_sheet(request, key, model_admin):
    """Who has not voted on the screen signs here before the ballot goes into the box."""
    round = _round(request, key, model_admin, "proposals.add_ballot")
    return pdf_response(signatures_pdf(round), "feuille-de-signatures.pdf")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def round_paper(request, key, model_admin):
    """First who signed, then the ballots taken from the box in any order: nothing ties one to the other."""
    round = _round(request, key, model_admin, "proposals.add_ballot")
    if not round.is_open:
        raise Http404
    is_ballot = request.POST.get("act") == "ballot"
    form = PaperBallotForm(request.POST if is_ballot else None, round=round)
    if request.method == "POST" and not is_ballot:
        _sign(request, round)
        return redirect("admin:proposals_round_paper", round.pk)
    if form.is_valid() and form.cast():
        messages.success(request, "Bulletin enregistré. Prenez le suivant.")
        return redirect("admin:proposals_round_paper", round.pk)
    return _page(request, "paper", "Le vote sur papier", round, form=form, **_paper_context(round))


def _paper_context(round):
    voters = list(round.voters.by_name())
    return {
        "waiting": [voter for voter in voters if not voter.has_voted],
        "signed": [voter for voter in voters if voter.channel == "paper"],
        "typed": round.ballots.on_paper().count(),
    }


def _sign(request, round):
    try:
        chosen = _keys(request.POST.getlist("voter"))
        if request.POST.get("act") == "unsign":
            for voter in chosen:
                round.unsign_paper(voter)
        else:
            count = round.sign_paper(chosen)
            messages.success(request, f"Noté\u00a0: {count} de plus sur papier.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


def _keys(texts) -> list[uuid.UUID]:
    """What is not a key is left out."""
    return [uuid.UUID(text) for text in texts if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text)]


def _round(request, key, model_admin, permission):
    round = get_object_or_404(Round, pk=key)
    if not (model_admin.has_view_or_change_permission(request, round) and request.user.has_perm(permission)):
        raise PermissionDenied
    return round


def _page(request, template, title, round, **context):
    page = admin.site.each_context(request) | {"title": title, "round": round, "opts": Round._meta, **context}
    return render(request, f"proposals/priorities/admin_round_{template}.html", page)
