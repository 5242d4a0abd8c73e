"""The words that the president adds to the posters of a survey, all on one page."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import modelform_factory
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from accounts.desk.writing_views import opened, second_writer
from surveys.models import PosterNote, Survey
from surveys.paper.poster_pdf import sheets_of

NoteForm = modelform_factory(
    PosterNote, fields=["short_text", "follow_up"], widgets={"follow_up": forms.Textarea({"rows": 2})}
)


def survey_posters(request, object_id, model_admin):
    survey = get_object_or_404(Survey, pk=object_id) if object_id.isascii() and object_id.isdigit() else None
    if survey is None or not survey.has_public_results:
        raise Http404
    if not request.user.has_perm("surveys.change_posternote"):
        raise PermissionDenied
    if request.method == "POST":
        return _sent(request, survey, model_admin)
    return _page(request, survey, _rows(survey))


@transaction.atomic
def _sent(request, survey, model_admin):
    if both := second_writer(request, survey, lambda: (_forms(_rows(survey)),)):
        return both
    rows = _rows(survey, request.POST)
    if not rows or not all(form.is_valid() for form in _forms(rows)):
        return _page(request, survey, rows)
    for form in _forms(rows):
        if form.has_changed():
            form.save()
    model_admin.log_change(request, survey, "Mots des affichettes")
    messages.success(request, "Les mots des affichettes sont enregistrés.")
    return redirect("admin:surveys_survey_posters", survey.pk)


def _page(request, survey, rows):
    context = admin.site.each_context(request) | {"title": "Les affichettes", "survey": survey, "rows": rows}
    context |= {"opts": Survey._meta, "opened": opened(request, _forms(rows))}
    return render(request, "surveys/desk/survey_posters.html", context)


def _forms(rows):
    return [form for _, form in rows]


def _rows(survey, data=None):
    """(poster, the form of its words), one a question."""
    notes = {note.number: note for note in survey.poster_notes.all()}
    posters = {sheet.poster.number: sheet.poster for sheet in sheets_of(survey)}
    return [
        (
            poster,
            NoteForm(data, instance=notes.get(number, PosterNote(survey=survey, number=number)), prefix=f"n{number}"),
        )
        for number, poster in posters.items()
    ]
