"""What is printed from the back office: the questionnaire, the numbered sheets of a batch, the letters with a code."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publishing.paper.pdf import pdf_response
from publishing.paper.size import SIZES
from publishing.words.language import FRENCH, TRANSLATED
from surveys.desk.back_office import find_survey, show_page
from surveys.models import OneTimeCode, PaperBatch
from surveys.models.code import MOST_CODES
from surveys.paper.paper_pdf import letters_pdf, questionnaire_pdf

SHEETS_A_FILE = 50


@require_safe
def survey_paper(request, object_id, model_admin):
    """One copy without a number: to look at, and to photocopy."""
    survey = find_survey(request, object_id, model_admin)
    size, language = _asked(request)
    content = questionnaire_pdf(survey, size=size, language=language)
    return pdf_response(content, f"{survey.reference}-{language}-{size}.pdf")


class LettersForm(forms.Form):
    count = forms.IntegerField(
        label="Combien de lettres ?",
        min_value=1,
        max_value=MOST_CODES,
        help_text="Une lettre par logement. Chaque impression fait de nouveaux codes\u00a0: imprimez une seule fois.",
    )


@never_cache
def survey_codes(request, object_id, model_admin):
    """Draws codes and prints their letters in the same breath: afterwards nobody can read them again."""
    survey = find_survey(request, object_id, model_admin)
    if not request.user.has_perm("surveys.add_onetimecode"):
        raise PermissionDenied
    form = LettersForm(request.POST or None, label_suffix="")
    if form.is_valid():
        try:
            with transaction.atomic():
                content = letters_pdf(survey, OneTimeCode.objects.draw(survey, form.cleaned_data["count"]))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            model_admin.log_change(request, survey, f"{form.cleaned_data['count']} lettres imprimées")
            return pdf_response(content, f"lettres-{survey.reference}.pdf", attachment=True)
    shown = {"form": form, "drawn": survey.codes.count(), "status": 422 if form.errors else 200}
    return show_page(request, "survey_codes.html", "Imprimer les lettres", survey, **shown)


def batch_paper(request, batch_id, model_admin):
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
