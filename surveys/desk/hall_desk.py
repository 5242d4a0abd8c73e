"""The round of the halls: one day, the halls to tick, one button. The same list is printed to be taken along."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from publishing.dates.written_day import written_day
from publishing.paper.pdf import make_pdf, pdf_response
from surveys.desk.back_office import find_survey, show_page
from surveys.models import Hall, Posting

PUT_UP, TAKE_DOWN, ADD = "put_up", "take_down", "add"
NO_HALL = "Cochez au moins un hall."


class HallRoundForm(forms.Form):
    act = forms.ChoiceField(choices=[(word, word) for word in (PUT_UP, TAKE_DOWN, ADD)])
    day = forms.DateField(label="le", required=False, error_messages={"invalid": "Écrivez une date, comme 20/09/2018."})
    halls = forms.ModelMultipleChoiceField(Hall.objects.all(), required=False)
    name = forms.CharField(label="un autre hall", max_length=120, required=False)

    def clean(self):
        said = super().clean()
        if said.get("act") == ADD:
            self._check_name(said.get("name", ""))
        elif "halls" in said and not said["halls"]:
            self.add_error("halls", NO_HALL)
        elif "day" in said and not said["day"]:
            self.add_error("day", "Écrivez la date.")

    def _check_name(self, name):
        if not name:
            self.add_error("name", "Écrivez l’adresse du hall.")
        elif Hall.objects.filter(name__iexact=name).exists():
            self.add_error("name", "Ce hall est déjà noté.")

    def store(self, survey) -> str:
        said = self.cleaned_data
        if said["act"] == ADD:
            Hall.objects.create(name=said["name"])
            return f"{said['name']}\u00a0: hall ajouté."
        done = getattr(Posting.objects, said["act"])(survey, said["halls"], said["day"])
        what = "Affichée" if said["act"] == PUT_UP else "Retirée"
        return f"{what} le {written_day(said['day'])}\u00a0: {done} hall{'s' if done > 1 else ''}."


def survey_halls(request, object_id, model_admin):
    survey = _shown(request, object_id, model_admin)
    form = HallRoundForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, form.store(survey))
            model_admin.log_change(request, survey, "Tour des halls")
            return redirect(request.path)
        except ValidationError as error:
            form.add_error(None, error)
    return show_page(request, "survey_halls.html", "Le tour des halls", survey, form=form, rows=_rows(survey, form))


def survey_halls_paper(request, object_id, model_admin):
    survey = _shown(request, object_id, model_admin)
    halls = [{"name": hall.name, "there": _since(postings)} for hall, postings, _ in _rows(survey)]
    data = {"halls": halls, "survey": survey.title, "day": written_day(timezone.localdate())}
    content = make_pdf("surveys/hall_round.typ", data, title="Le tour des halls")
    return pdf_response(content, f"halls-{survey.reference}.pdf")


def _shown(request, object_id, model_admin):
    survey = find_survey(request, object_id, model_admin)
    if not request.user.has_perms(["surveys.add_posting", "surveys.change_posting"]):
        raise PermissionDenied
    if not survey.has_public_results:
        raise Http404
    return survey


def _rows(survey, form=None):
    """(hall, what hangs there, is it ticked), each hall in use or where something still hangs."""
    hanging = {}
    for posting in Posting.objects.hanging().filter(survey=survey).select_related("hall"):
        hanging.setdefault(posting.hall, []).append(posting)
    halls = sorted({*Hall.objects.filter(is_used=True), *hanging}, key=lambda hall: hall.name)
    ticked = form.data.getlist("halls") if form and form.is_bound else []
    return [(hall, hanging.get(hall, []), str(hall.pk) in ticked) for hall in halls]


def _since(postings):
    return ", ".join(
        f"{f'affichette {posting.number}' if posting.number else 'toutes'}, le {written_day(posting.put_up_on)}"
        for posting in postings
    )
