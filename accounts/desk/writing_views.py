"""The pages that give a writing back: at the door, just after it, or when a page is older than the session."""

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.desk import two_writers
from accounts.desk.kept_writing import Writing
from accounts.desk.sent_once import NOT_WORDS

STARTED = "Cet envoi est déjà parti, et le site n’a pas fini de l’enregistrer."
OLDER = "Cette page avait été ouverte avant votre dernière entrée."
ENTERED = "Vous êtes entré de nouveau."


def ask_again(request, writing: Writing):
    """The door, in the place of the page that was sent."""
    address = reverse("admin:login")
    request.method, request.POST = "GET", QueryDict()
    return admin.site.login(request, {"writing": writing.sealed(), "app_path": address, "next": writing.address})


def give_back(request, response, writing: Writing | None):
    """After the door: to its author, instead of the page that was asked."""
    if writing is None or response.status_code != 302:
        return response
    if writing.author == request.user.pk:
        return _page(request, writing, ENTERED)
    messages.warning(request, "La page envoyée venait d’un autre compte\u00a0: rien n’en a été enregistré.")
    return response


def still_running(request):
    return _page(request, Writing.sent(request), STARTED, status=409)


def older_page(request):
    """For a page of the desk that the protection of forms refused; None when it is not this person's."""
    writing = Writing.sent(request)
    if writing is None:
        return None
    if not admin.site.has_permission(request):
        return ask_again(request, writing)
    return _page(request, writing, OLDER, status=403) if writing.author == request.user.pk else None


def opened(request, forms, formsets=()) -> str:
    """What the page carries to tell, when it is sent, what changed since it was opened."""
    return request.POST.get(two_writers.FIELD) or two_writers.seal(forms, formsets)


def second_writer(request, record, as_stored):
    """For a page that writes `record`, in its transaction: both versions to choose from when what it would put back has
    changed since it was opened, else None. `as_stored()` gives the forms and rows that a page opened now would show.

    Locked: nobody writes between the comparison and the save.
    """
    if two_writers.FIELD not in request.POST:
        return None
    list(type(record)._base_manager.select_for_update().filter(pk=record.pk).values_list("pk"))
    shown = as_stored()
    request.POST = two_writers.settle(request.POST, *shown)
    found = two_writers.differences(request.POST, *shown)
    return _both_versions(request, record, found, two_writers.seal(*shown)) if found else None


def _both_versions(request, record, differences, opened):
    """Nothing is saved before the second writer has chosen."""
    kept = [(name, value) for name, values in request.POST.lists() if _is_typed(name) for value in values]
    log = LogEntry.objects.filter(content_type__model=record._meta.model_name, object_id=record.pk)
    last = log.filter(content_type__app_label=record._meta.app_label).select_related("user").first()
    context = {
        "title": "Deux versions de la même fiche",
        "opts": record._meta,
        "original": record,
        "differences": differences,
        "opened": opened,
        "kept": kept,
        "files": [(name, file.name) for name, sent in request.FILES.lists() for file in sent],
        "last": last,
        "is_own": last is not None and last.user_id == request.user.pk,
    }
    page = admin.site.each_context(request) | context
    return TemplateResponse(request, "accounts/both_versions.html", page, status=409)


def _is_typed(name):
    return name not in (*NOT_WORDS, two_writers.FIELD) and not name.startswith(two_writers.CHOICE)


def _page(request, writing, reason, status=200):
    context = {"title": "Rien n’est perdu", "writing": writing, "reason": reason, "has_started": reason == STARTED}
    page = admin.site.each_context(request) | context
    response = TemplateResponse(request, "accounts/writing_back.html", page, status=status)
    response["Cache-Control"] = "no-store"
    return response
