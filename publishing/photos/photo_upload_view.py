"""The page of the back office that takes photos: ten a request, or one a request with the script of the page."""

from django import forms
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from publishing.files.images import ACCEPT
from publishing.photos.credited_photo import Rights
from publishing.photos.photo_upload import MOST_AT_ONCE, receive_photos, tally


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotosForm(forms.Form):
    """What the photos have in common; each may be changed afterwards."""

    photos = forms.FileField(
        label="Les photos",
        required=False,
        widget=_ManyFiles({"multiple": True, "accept": ACCEPT, "data-photos": ""}),
        help_text=f"JPEG, PNG ou WebP, 15\u00a0Mo au plus chacune, {MOST_AT_ONCE} à la fois.",
    )
    credit = forms.CharField(
        label="Crédit",
        max_length=160,
        required=False,
        help_text="Écrit sous chaque photo. Par exemple «\u00a0© Prénom NOM\u00a0».",
    )
    author = forms.CharField(label="Auteur des photos", max_length=120, required=False)
    rights = forms.ChoiceField(label="À qui sont les photos", choices=Rights, initial=Rights.UNKNOWN, required=False)


def photo_upload_page(request, *, title: str, new_photo, back: str, context: dict):
    """`new_photo(**fields)`: an unsaved photo of the room, with the caption it gets; `back`: where the photos are
    listed. The caller checks the permission first.
    """
    form = PhotosForm(request.POST if request.method == "POST" else None)
    outcomes = []
    if request.method == "POST" and form.is_valid():
        outcomes = receive_photos(request.FILES.getlist("photos"), _storing(form, new_photo))
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"photos": [{"name": one.name, "error": one.error} for one in outcomes]})
        if outcomes and all(one.is_stored for one in outcomes):
            count = len(outcomes)
            messages.success(request, f"{count} photo{'s' if count > 1 else ''} en brouillon. Complétez, puis publiez.")
            return redirect(back)
        if not outcomes:
            form.add_error("photos", "Choisissez au moins une photo sur votre appareil.")
    page = {"title": title, "form": form, "outcomes": outcomes, "tally": tally(outcomes), "back": back}
    return TemplateResponse(request, "admin/photo_upload.html", context | page)


def _storing(form, new_photo):
    shared = {name: form.cleaned_data[name] for name in ("credit", "author")}
    shared["rights"] = form.cleaned_data["rights"] or Rights.UNKNOWN

    def store(file):
        photo = new_photo(**shared)
        photo.file = file
        photo.full_clean()
        photo.save_with_copies()

    return store
