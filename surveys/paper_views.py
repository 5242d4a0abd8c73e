"""What is printed from the back office: the questionnaire, the numbered sheets of a batch, the letters with a code."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from publishing.language import FRENCH, TRANSLATED
from publishing.pdf import pdf_response
from surveys.models import PaperBatch, Survey
from surveys.paper_pdf import SIZES, questionnaire_pdf

SHEETS_A_FILE = 50


@require_safe
def survey_paper(request, object_id, model_admin):
    """One copy without a number: to look at, and to photocopy."""
    survey = get_object_or_404(Survey, pk=object_id) if object_id.isascii() and object_id.isdigit() else None
    if survey is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, survey):
        raise PermissionDenied
    size, language = _asked(request)
    content = questionnaire_pdf(survey, size=size, language=language)
    return pdf_response(content, f"{survey.reference}-{language}-{size}.pdf")


@require_safe
def batch_paper(request, batch_id):
    """The numbered sheets of a batch, fifty a file."""
    if not request.user.has_perm("surveys.view_paperbatch"):
        raise PermissionDenied
    batch = get_object_or_404(PaperBatch.objects.select_related("survey"), pk=batch_id)
    size, language = _asked(request)
    rank = request.GET.get("partie", "1")
    pile = piles(batch).get(int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 3 else 0)
    if not pile:
        raise Http404
    content = questionnaire_pdf(batch.survey, size=size, language=language, numbers=pile, batch=batch)
    return pdf_response(content, f"{batch.survey.reference}-{pile[0]}-{pile[-1]}-{size}.pdf")


def piles(batch):
    """The numbers of its sheets, by file: 1, 2…"""
    numbers = batch.numbers
    return {
        rank: numbers[start : start + SHEETS_A_FILE]
        for rank, start in enumerate(range(0, len(numbers), SHEETS_A_FILE), start=1)
    }


def _asked(request):
    size, language = request.GET.get("format", "a4"), request.GET.get("langue", FRENCH)
    if size not in SIZES or language not in {FRENCH, *dict(TRANSLATED)}:
        raise Http404
    return size, language
