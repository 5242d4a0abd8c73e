"""Typing the sheets of a batch: one after the other, a sample twice, and the last one taken back when it is wrong."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from surveys.desk.paper_views import piles
from surveys.models import PaperBatch, Survey, SurveyTranslation
from surveys.paper.sheet_forms import CorrectionForm, KeyedSheetForm


@never_cache
def sheet_enter(request, batch_id, model_admin):
    batch = _batch(request, batch_id)
    if request.method != "POST":
        return _page(request, batch, _next(batch))
    if "seal" in request.POST:
        return _correct(request, batch)
    form = KeyedSheetForm(batch, batch.survey.questionnaire(), request.POST)
    if not form.is_valid():
        return _page(request, batch, form)
    if form.needs_second_entry:
        return _page(request, batch, form.second_entry(), is_second=True)
    found = form.differences()
    if found and not form.cleaned_data["agreed"]:
        form.carry(agreed=form.sealed(different=len(found)))
        return _page(request, batch, form, is_second=True, differences=found)
    return _store(request, batch, form)


@require_POST
def batch_number(request, batch_id, model_admin):
    """Gives numbers to the sheets of a batch, to print them."""
    if not request.user.has_perm("surveys.change_paperbatch"):
        raise PermissionDenied
    batch = get_object_or_404(PaperBatch.objects.select_related("survey"), pk=batch_id)
    count = request.POST.get("count", "")
    try:
        batch.number_sheets(int(count) if count.isascii() and count.isdigit() and len(count) < 6 else 0)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Feuilles numérotées de {batch.first_number} à {batch.last_number}.")
    return redirect("admin:surveys_paperbatch_change", batch.pk)


def batch_context(batch):
    """What the page of a batch shows around its form."""
    typed = batch.sheets.count()
    return {
        "batch": batch,
        "typed": typed,
        "piles": [(rank, pile[0], pile[-1]) for rank, pile in piles(batch).items()],
        "languages": SurveyTranslation.objects.languages(batch.survey),
        "corrections": list(batch.corrections.select_related("by")),
    }


def _store(request, batch, form):
    """Shown at once, not after a redirect: the page alone knows which sheet may be taken back."""
    number = form.cleaned_data["number"]
    counts = form.check_counts() | {"code": form.cleaned_data.get("code", "")}
    try:
        key = batch.enter_sheet(number, form.answers, day=timezone.localdate(), by=request.user, **counts)
    except ValidationError as error:
        form.add_error("code" if error.code in ("used", "unknown") else "number", error)
        return _page(request, batch, form)
    correction = CorrectionForm(initial={"seal": form.sealed(response=str(key))}, auto_id="correction-%s")
    return _page(request, batch, _next(batch, form.questionnaire), stored=number, correction=correction)


def _correct(request, batch):
    correction = CorrectionForm(request.POST, auto_id="correction-%s")
    if not correction.is_valid():
        messages.error(request, "Cette feuille ne se corrige plus depuis cette page.")
        return redirect("admin:surveys_paperbatch_enter", batch.pk)
    entry = correction.cleaned_data["seal"]
    taken = {"reason": correction.cleaned_data["reason"], "day": timezone.localdate(), "by": request.user}
    taken["code"] = entry["typed"]["code"]
    try:
        batch.take_back(int(entry["typed"]["number"]), entry["response"], **taken)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("admin:surveys_paperbatch_enter", batch.pk)
    form = KeyedSheetForm(batch, batch.survey.questionnaire(), entry["typed"])
    return _page(request, batch, form, is_corrected=True)


def _next(batch, questionnaire=None):
    """A blank form for the sheet after the last one typed."""
    return KeyedSheetForm(batch, questionnaire or batch.survey.questionnaire(), initial={"number": batch.next_number})


def _batch(request, batch_id):
    if not request.user.has_perm("surveys.add_papersheet"):
        raise PermissionDenied
    return get_object_or_404(PaperBatch.objects.select_related("survey"), pk=batch_id)


def _page(request, batch, form, **more):
    form.annotate(more.get("differences", ()))
    context = admin.site.each_context(request) | {
        "title": f"Saisir une feuille, {batch.label}",
        "survey": batch.survey,
        "opts": Survey._meta,
        "batch": batch,
        "total": batch.sheets.count(),
        "form": form,
        **more,
    }
    return render(
        request, "surveys/desk/sheet_enter.html", context, status=422 if form.is_bound and form.errors else 200
    )
