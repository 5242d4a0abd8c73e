"""The published results: a list of questions, a page for each, and the same figures as files."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from publishing.sheets.spreadsheet import FILE_FORMATS, Table, file_response
from surveys.figures.reading import Reading
from surveys.models import Survey
from surveys.site.open_results import COLUMNS, DICTIONARY, dictionary_rows, rows_of

TEXTS_A_PAGE = 20


@require_safe
def result_list(request):
    context = {
        "surveys": list(Survey.objects.with_public_results().select_related("published_results")),
        "awaited": list(Survey.objects.filter(state=Survey.State.CLOSED, published_on=None)),
        "open_surveys": list(Survey.objects.published_open(timezone.localdate())),
    }
    return render(request, "surveys/result_list.html", context)


@require_safe
def result_detail(request, reference):
    survey = _public(reference)
    reading = Reading(survey.published_results.results)
    notes = dict(survey.poster_notes.values_list("number", "follow_up"))
    context = {"survey": survey, "reading": reading, "formats": FILE_FORMATS}
    context["contents"] = reading.contents(notes)
    return render(request, "surveys/result_detail.html", context)


@require_safe
def result_question(request, reference, number):
    survey = _public(reference)
    reading = Reading(survey.published_results.results)
    page = reading.page(number)
    if page is None:
        raise Http404
    texts = Paginator(survey.texts.shown_for(survey, page), TEXTS_A_PAGE)
    context = {"survey": survey, "reading": reading, "results": reading.results, "page": page}
    context["note"] = survey.poster_notes.filter(number=number).first()
    return render(request, "surveys/result_question.html", context | {"texts": texts.get_page(request.GET.get("page"))})


@require_safe
def result_file(request, reference, extension):
    survey = _public(reference)
    table = Table(f"Résultats {survey.reference}", COLUMNS, list(rows_of(survey)))
    return _file(table, extension, f"resultats-{survey.reference}")


@require_safe
def result_dictionary(request, reference, extension):
    survey = _public(reference)
    table = Table("Dictionnaire des colonnes", DICTIONARY, dictionary_rows())
    return _file(table, extension, f"dictionnaire-{survey.reference}")


def _public(reference):
    surveys = Survey.objects.with_public_results().select_related("published_results")
    return get_object_or_404(surveys, reference=reference)


def _file(table, extension, filename):
    if extension not in FILE_FORMATS:
        raise Http404
    return file_response(table, extension, filename)
