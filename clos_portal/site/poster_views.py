"""The posters of published results: a page, a sheet to read, files to print. They invite to the next meeting, and the
two rooms do not know each other.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clos_portal.site.poster_invitation import next_meeting
from publishing.paper.pdf import pdf_response
from surveys.models import Survey
from surveys.paper.poster_pdf import poster_pdf, sheets_of


@require_safe
def poster_list(request, reference):
    survey = _public(reference)
    return render(request, "surveys/poster_list.html", {"survey": survey, "sheets": sheets_of(survey)})


@require_safe
def poster_detail(request, reference, number):
    survey = _public(reference)
    sheets = _sheets(survey, number)
    context = {
        "survey": survey,
        "sheets": sheets,
        "number": number,
        "invitation": next_meeting(timezone.localdate(), survey.is_example),
    }
    return render(request, "surveys/poster_detail.html", context)


@require_safe
def poster_file(request, reference, size, number=None):
    """The whole set, or one question."""
    survey = _public(reference)
    sheets = _sheets(survey, number)
    invitation = next_meeting(timezone.localdate(), survey.is_example)
    content = poster_pdf(survey, sheets, size=size, invitation=invitation)
    which = f"affichette-{number}" if number else "affichettes"
    return pdf_response(content, f"{which}-{survey.reference}-{size}.pdf")


@require_safe
def poster_short(request, survey_id, number):
    """The short address and the square of a poster: to the result itself."""
    survey = get_object_or_404(Survey.objects.with_public_results(), pk=survey_id)
    return redirect("surveys:result_question", survey.reference, number)


def _public(reference):
    surveys = Survey.objects.with_public_results().select_related("published_results")
    return get_object_or_404(surveys.prefetch_related("poster_notes"), reference=reference)


def _sheets(survey, number):
    sheets = sheets_of(survey, number)
    if not sheets:
        raise Http404
    return sheets
