"""The two steps of an import, as pages of the back office: choose a file, look at its lines, confirm."""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from publishing.sheets.sheet_import import Preview, SheetImport
from publishing.sheets.spreadsheet import Table, file_response


class SheetFileForm(forms.Form):
    sheet = forms.FileField(
        label="Le tableau",
        help_text="Un fichier .xlsx, .ods ou .csv. La première ligne donne le nom des colonnes.",
        error_messages={
            "required": "Choisissez d’abord un fichier sur votre appareil.",
            "empty": "Ce fichier est vide. Choisissez-en un autre.",
        },
        widget=forms.FileInput({"accept": ".xlsx,.ods,.csv"}),
    )


def import_page(request, importer: SheetImport, *, title: str, noun: str, back: str, context: dict):
    """`noun`: what a line becomes, «membre»; `back`: where to go afterwards; `context`: `admin_site.each_context`.
    The caller checks the permission first."""
    if request.method == "GET" and "modele" in request.GET:
        return _model_file(importer, noun)
    is_file = request.method == "POST" and "token" not in request.POST
    form = SheetFileForm(request.POST, request.FILES) if is_file else SheetFileForm()
    preview = None
    if request.method == "POST":
        preview = _step(request, importer, form)
        if preview and preview.is_valid and not preview.asked and "token" in request.POST:
            count = len(preview.lines)
            messages.success(request, f"C’est enregistré\u00a0: {count} ligne{'s' if count > 1 else ''} du tableau.")
            return redirect(back)
    is_waiting = bool(preview and preview.asked and not is_file)
    page = {
        "title": title,
        "is_waiting": is_waiting,
        "form": form,
        "preview": preview,
        "importer": importer,
        "noun": noun,
        "back": back,
    }
    return TemplateResponse(request, "admin/sheet_import.html", context | page)


def _step(request, importer: SheetImport, form: SheetFileForm) -> Preview | None:
    try:
        if "token" in request.POST:
            return importer.apply(request.POST["token"], _answers(request.POST))
        return importer.check(form.cleaned_data["sheet"]) if form.is_valid() else None
    except ValidationError as error:
        form.errors["sheet"] = form.error_class(error.messages)
        return None


def _answers(sent) -> dict[int, str]:
    named = ((re.fullmatch(r"answer-([0-9]{1,7})", name), value) for name, value in sent.items())
    return {int(found[1]): value for found, value in named if found}


def _model_file(importer: SheetImport, noun: str):
    columns = {column.title: column.help for column in importer.columns}
    return file_response(Table(title=f"Modèle {noun}", columns=columns), "xlsx", f"modele-{noun}")
