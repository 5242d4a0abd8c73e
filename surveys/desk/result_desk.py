"""The results in the back office: masked figures, groups to compare, texts to read, raw answers for one role."""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts.desk.writing_views import opened, second_writer
from accounts.sign_in import letters
from accounts.sign_in.forms import AgainForm
from publishing.sheets.spreadsheet import EXCEL_SEPARATOR
from surveys.desk.back_office import find_survey, show_page
from surveys.desk.progress import counted
from surveys.desk.raw_export import raw_file
from surveys.figures.cross_tab import groupings
from surveys.figures.reading import Reading
from surveys.models import FreeText, PublishedResults

TEXTS_A_PAGE = 10
TEXT_NAME = re.compile(r"[0-9a-f-]{36}-text")


@require_safe
def survey_results(request, object_id, model_admin):
    """What is published, masked and frozen. Nothing before: two looks, one answer apart, would tell that answer."""
    survey, frozen = _counted(request, object_id, model_admin)
    return show_page(request, "survey_results.html", "Résultats", survey, reading=Reading(frozen.results))


def survey_compare(request, object_id, model_admin):
    """The groups to compare, among those that are safe; only before the first publication."""
    survey, frozen = _counted(request, object_id, model_admin)
    results = frozen.results
    by = next((q for q in groupings(results) if str(q.number) == request.GET.get("selon")), None)
    if request.method == "POST" and by:
        _change_tables(request, frozen, by.number)
        model_admin.log_change(request, survey, "Groupes à comparer changés")
        return redirect(f"{request.path}?selon={by.number}")
    context = {"groupings": groupings(results), "by": by, "questions": results.questions}
    context["tables"] = _offered_tables(frozen, by.number) if by else []
    context["chosen"] = {table.number for table in results.cross_tabs if by and table.by == by.number}
    return show_page(request, "survey_compare.html", "Comparer des groupes", survey, **context)


def text_read(request, object_id, model_admin):
    """What residents wrote, one after the other, to be shown or kept; never beside what else they answered."""
    survey, _ = _counted(request, object_id, model_admin)
    if not request.user.has_perm("surveys.change_freetext"):
        raise PermissionDenied
    if request.method == "POST":
        return _texts_sent(request, survey)
    texts = Paginator(survey.texts.to_read().select_related("question", "choice"), TEXTS_A_PAGE).get_page(1)
    return _texts_page(request, survey, _text_forms(texts))


@transaction.atomic
def _texts_sent(request, survey):
    """Those that the page showed, even if somebody decided one meanwhile."""
    keys = [key.removesuffix("-text") for key in request.POST if TEXT_NAME.fullmatch(key)]
    texts = survey.texts.filter(pk__in=keys).select_related("question", "choice").in_order()
    if both := second_writer(request, survey, lambda: (_text_forms(texts.all()),)):
        return both
    forms = _text_forms(texts.all(), request.POST)
    kept = [form.save() for form in forms if form.has_changed() and form.is_valid()]
    messages.success(request, f"{counted(len(kept), 'texte relu', 'textes relus')}.")
    return redirect(request.path) if all(form.is_valid() for form in forms) else _texts_page(request, survey, forms)


def _text_forms(texts, data=None):
    return [TextForm(data, instance=text, prefix=str(text.pk)) for text in texts]


def _texts_page(request, survey, forms):
    texts = survey.texts
    context = {"forms": forms, "waiting": texts.to_read().count(), "shown": texts.shown().count()}
    context["opened"] = opened(request, forms)
    return show_page(request, "text_read.html", "Relire les textes", survey, **context)


@never_cache
@sensitive_post_parameters("password", "code")
def survey_export(request, object_id, model_admin):
    """The raw answers, after the password was typed again; the journal says who took them and when. Only once they are
    counted: nothing ties them any more to a token, a code or a sheet."""
    survey = find_survey(request, object_id, model_admin)
    if not request.user.has_perm("surveys.export_survey"):
        raise PermissionDenied
    if not survey.is_counted:
        raise Http404
    form = AgainForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        model_admin.log_change(request, survey, "Réponses brutes téléchargées")
        letters.tell(request.user, "Des réponses brutes ont été téléchargées avec ce compte.")
        is_for_excel = "excel" in request.POST
        file = raw_file(survey, EXCEL_SEPARATOR if is_for_excel else ",")
        name = f"reponses-{survey.reference}{'.excel' if is_for_excel else ''}.csv"
        return FileResponse(file, as_attachment=True, filename=name)
    context = {"form": form, "total": survey.responses.count()}
    return show_page(request, "survey_export.html", "Télécharger les réponses brutes", survey, **context)


class TextForm(forms.ModelForm):
    """A text, perhaps shortened, and what becomes of it."""

    class Meta:
        model = FreeText
        fields = ["text", "decision"]
        widgets = {"text": forms.Textarea({"rows": 3}), "decision": forms.RadioSelect}


def _counted(request, object_id, model_admin):
    survey = find_survey(request, object_id, model_admin)
    if not request.user.has_perm("surveys.run_survey"):
        raise PermissionDenied
    return survey, get_object_or_404(PublishedResults.objects.select_related("survey"), survey=survey)


def _offered_tables(frozen, by):
    """Those chosen, and those that could be."""
    tables = [table for table in frozen.results.cross_tabs if table.by == by]
    known = {table.number for table in tables}
    return sorted(
        [*tables, *(t for t in frozen.safe_tables(by) if t.number not in known)], key=lambda table: table.number
    )


def _change_tables(request, frozen, by):
    """Ticks and un-ticks; each table is checked again beside the others."""
    wanted = {int(number) for number in request.POST.getlist("question") if number.isascii() and number.isdigit()}
    chosen = {table.number for table in frozen.results.cross_tabs if table.by == by and table.is_chosen}
    refused = []
    for verb, numbers in ((frozen.leave_out, chosen - wanted), (frozen.choose, wanted - chosen)):
        for number in sorted(numbers):
            try:
                verb(number, by)
            except ValidationError as error:
                refused.append(f"Question {number}\u00a0: {error.messages[0]}")
    for sentence in refused:
        messages.error(request, sentence)
    if not refused:
        messages.success(request, "Les groupes à comparer sont enregistrés.")
