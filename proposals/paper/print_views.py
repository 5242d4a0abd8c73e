"""The files of the proposals: sheet, poster, card, dossier, feed. What is not public, or has no title, is a 404."""

import functools
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from proposals.models import Passage, Proposal
from proposals.paper.news import news
from proposals.paper.proposal_print import card_png, dossier_data, dossier_pdf, poster_pdf, sheet_data, sheet_pdf
from publishing.feeds.feed import atom_response
from publishing.feeds.fingerprint import fingerprint
from publishing.paper.pdf import pdf_response

LIST = [("Propositions", reverse_lazy("proposals:proposal_list"))]
LARGE = 60  # sheets: from there on, a page says that the dossier is being made
SIZES = ("a4", "a3")
MAX_NUMBER = 2**31 - 1


@require_safe
def sheet_file(request, number):
    proposal = _proposal(number)
    passages = list(Passage.objects.published().about(proposal))
    mark = sheet_data(proposal, passages)
    return _once(request, mark, lambda: pdf_response(sheet_pdf(proposal, passages), f"proposition-{number}.pdf"))


@require_safe
def poster_file(request, number):
    proposal, day = _proposal(number), timezone.localdate()
    size = request.GET.get("format", "a4")
    if size not in SIZES:
        raise Http404
    mark = [size, day, sheet_data(proposal, [])]
    make = functools.partial(poster_pdf, proposal, size, day)
    return _once(request, mark, lambda: pdf_response(make(), f"affiche-proposition-{number}-{size}.pdf"))


@require_safe
def card_file(request, number):
    proposal = _proposal(number)
    mark = [str(proposal), proposal.status, proposal.is_example]
    return _once(request, mark, lambda: HttpResponse(card_png(proposal), content_type="image/png"))


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
    content = json.dumps(data, cls=DjangoJSONEncoder)
    return _once(
        request,
        data,
        lambda: pdf_response(_dossier(content), f"propositions-{slugify(settings.COUNCIL.of_district)}.pdf"),
    )


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


@functools.lru_cache(maxsize=2)
def _dossier(content: str) -> bytes:
    """The last one made is kept: it is the same until somebody changes a word."""
    return dossier_pdf(json.loads(content))


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


def _once(request, mark, respond):
    """304 for who has the same already; asked again each time, so that what is withdrawn disappears at once."""
    etag = quote_etag(fingerprint(json.dumps(mark, cls=DjangoJSONEncoder).encode()))
    response = get_conditional_response(request, etag=etag) or respond()
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    return response
