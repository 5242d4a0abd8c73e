"""The files of the proposals: sheet, poster, card, dossier, feed. What is not public, or has no title, is a 404."""

import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from proposals.models import Passage, Proposal
from proposals.paper.news import news
from proposals.paper.proposal_print import card_png, dossier_data, dossier_pdf, poster_pdf, sheet_data, sheet_pdf
from publishing.feeds.cached_response import cached_response
from publishing.feeds.feed import atom_response
from publishing.paper.pdf import pdf_response
from publishing.paper.size import SIZES

LIST = [("Propositions", reverse_lazy("proposals:proposal_list"))]
LARGE = 60  # sheets: from there on, a page says that the dossier is being made
MAX_NUMBER = 2**31 - 1


@require_safe
def sheet_file(request, number):
    proposal = _proposal(number)
    passages = list(Passage.objects.published().about(proposal))
    version = sheet_data(proposal, passages)
    return _pdf(request, version, lambda: sheet_pdf(proposal, passages), f"proposition-{number}.pdf")


@require_safe
def poster_file(request, number):
    proposal, day = _proposal(number), timezone.localdate()
    size = request.GET.get("format", "a4")
    if size not in SIZES:
        raise Http404
    version = [size, day, sheet_data(proposal, [])]
    name = f"affiche-proposition-{number}-{size}.pdf"
    return _pdf(request, version, lambda: poster_pdf(proposal, size, day), name)


@require_safe
def card_file(request, number):
    proposal = _proposal(number)
    version = [str(proposal), proposal.status, proposal.is_example]
    return cached_response(
        request, version, lambda: card_png(proposal), lambda png: HttpResponse(png, content_type="image/png")
    )


@require_safe
def dossier_detail(request):
    real, examples = _sheet_counts()
    context = {"count": real, "examples": examples, "trail": LIST, "current": "Le dossier"}
    return render(request, "proposals/dossier_detail.html", context)


@require_safe
def dossier_prepare(request):
    """Says what is being made and how long it takes; the browser keeps this page until the dossier comes."""
    count = sum(_sheet_counts())
    context = {"count": count, "seconds": 1 + count // 100, "trail": LIST, "current": "Le dossier se prépare"}
    return render(request, "proposals/dossier_prepare.html", context)


@require_safe
def dossier_file(request):
    """In one click; a large one says first that it is being made."""
    if "pret" not in request.GET and sum(_sheet_counts()) >= LARGE:
        return redirect("proposals:dossier_prepare")
    data = dossier_data(_printable(), Passage.objects.published())
    name = f"propositions-{slugify(settings.COUNCIL.of_district)}.pdf"
    return _pdf(request, data, lambda: dossier_pdf(data), name)


@require_safe
def news_feed(request):
    return atom_response(
        request,
        title=f"Les propositions du {settings.COUNCIL.name}",
        subtitle="Les décisions et les étapes, de la plus récente à la plus ancienne.",
        path=reverse("proposals:proposal_list"),
        feed_path=reverse("proposals:news_feed"),
        entries=news(),
    )


def _sheet_counts() -> tuple[int, int]:
    """How many sheets are real, how many invented."""
    marks = list(Proposal.objects.published().exclude(title="").values_list("is_example", flat=True))
    return marks.count(False), marks.count(True)


def _printable():
    return Proposal.objects.published().with_page()


def _proposal(number):
    proposal = _printable().exclude(title="").filter(number=number).first() if number <= MAX_NUMBER else None
    if proposal is None:
        raise Http404
    return proposal


def _pdf(request, data, make, name):
    """304 for who has the same already; the data, as a document says them, are its version."""
    version = json.dumps(data, cls=DjangoJSONEncoder)
    return cached_response(request, version, make, lambda pdf: pdf_response(pdf, name))
