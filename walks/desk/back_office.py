"""The pages of the back office that are not lists nor forms of one record: entry, letters, answers."""

import functools
import uuid

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from council.models import SiteIdentity
from publishing.files.private_storage import FileNotStored
from publishing.paper.pdf import pdf_response
from publishing.sheets.sheet_import_view import import_page
from publishing.sheets.spreadsheet import file_response
from walks.desk.answer_sheet import answers_to, sheet_to_fill
from walks.desk.seen_by import dispatches_seen_by, walks_seen_by
from walks.models import Walk
from walks.paper.papers import letter, paper_sheets
from walks.site.forms import EntryForm


def allowed(permission):
    """403 for who has not that right, before anything is read."""

    def decorate(view):
        @functools.wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


@allowed("walks.add_observation")
def observation_enter(request, walk, model_admin):
    walk = get_object_or_404(Walk, pk=walk)
    form = EntryForm(*_sent(request), walk=walk, initial={"token": uuid.uuid4(), "stop": request.GET.get("arret")})
    if saved := form.is_valid() and _saved(form):
        observation, is_new = saved
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"number": observation.number, "is_new": is_new})
        words = "est enregistrée" if is_new else "était déjà enregistrée"
        messages.success(request, f"L’observation {observation.number} {words}. Vous pouvez saisir la suivante.")
        stop = f"?arret={observation.stop_id}" if observation.stop_id else ""
        return redirect(request.path + stop)
    if form.is_bound and request.headers.get("Accept") == "application/json":
        return JsonResponse({"errors": [error for errors in form.errors.values() for error in errors]}, status=422)
    entered = walk.observations.select_related("stop").order_by("-number")[:5]
    return _page(
        request,
        "walks/desk/enter.html",
        f"Saisir les observations\u00a0: {walk}",
        form=form,
        walk=walk,
        entered=entered,
    )


@allowed("walks.view_walk")
def walk_sheets(request, walk, model_admin):
    return pdf_response(
        paper_sheets(get_object_or_404(walks_seen_by(request.user), pk=walk)), "feuilles-d-observation.pdf"
    )


@allowed("walks.view_dispatch")
def dispatch_letter(request, dispatch, model_admin):
    dispatch = get_object_or_404(dispatches_seen_by(request.user).select_related("walk"), pk=dispatch)
    identity = SiteIdentity.load()
    return pdf_response(letter(dispatch, identity.email), f"lettre-{dispatch.addressed_to}.pdf")


@allowed("walks.view_dispatch")
def dispatch_sheet(request, dispatch, model_admin):
    dispatch = get_object_or_404(dispatches_seen_by(request.user), pk=dispatch)
    return file_response(sheet_to_fill(dispatch), "xlsx", f"observations-{dispatch.addressed_to}")


@allowed("walks.answer_observation")
def dispatch_import(request, dispatch, model_admin):
    dispatch = get_object_or_404(dispatches_seen_by(request.user), pk=dispatch)
    return import_page(
        request,
        answers_to(dispatch),
        title=f"Enregistrer les réponses\u00a0: {dispatch}",
        noun="reponses",
        back=reverse("admin:walks_dispatch_changelist"),
        context=admin.site.each_context(request),
    )


def _saved(form):
    try:
        return form.save()
    except FileNotStored as error:
        form.add_error("photo", error)
        return None


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _page(request, template, title, **context):
    return render(request, template, admin.site.each_context(request) | {"title": title} | context)
