"""Every component in its states on one staff page: to look at before changing a style sheet."""

import datetime

from django import forms
from django.contrib.admin.views.decorators import staff_member_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.models import College, Commission
from proposals.rules.status import Status
from publishing.dates.imprecise_date import ImpreciseDate, Precision

DATES = [
    ImpreciseDate(Precision.DAY, datetime.date(2018, 9, 20), start_time=datetime.time(19)),
    ImpreciseDate(Precision.RANGE, datetime.date(2018, 3, 1), datetime.date(2018, 5, 31)),
    ImpreciseDate(Precision.SEASON, datetime.date(2018, 6, 1)),
    ImpreciseDate(Precision.UNKNOWN),
]


class SampleForm(forms.Form):
    """One field of each kind; bound to nothing good, it shows its errors."""

    name = forms.CharField(label="Votre nom (obligatoire)", help_text="Une ligne à remplir.")
    subject = forms.ChoiceField(label="Sujet", choices=[("", "Choisissez un sujet"), ("idea", "Une idée")])
    message = forms.CharField(label="Votre message", widget=forms.Textarea({"rows": 3}))
    link = forms.ChoiceField(
        label="Votre lien avec le quartier",
        choices=[("in", "J’habite ici"), ("near", "Je travaille ici")],
        widget=forms.RadioSelect,
    )
    places = forms.MultipleChoiceField(
        label="Les lieux que vous aimez",
        choices=[("mall", "Le mail"), ("garden", "Le jardin")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    has_consented = forms.BooleanField(label="Je suis d’accord pour que vous me répondiez (obligatoire)")


@require_safe
@staff_member_required
def component_gallery(request):
    context = {
        "statuses": Status.told(),
        "dates": DATES,
        "doubtful": {"is_unconfirmed": True, "is_doubtful": True, "state_as_of": "l’été 2018"},
        "form": SampleForm(auto_id="sample_%s"),
        "wrong_form": SampleForm({"name": "", "places": ["mall"]}, auto_id="wrong_%s"),
        "sheets": [
            f"css/rooms/{room}.css" for room in ("members", "meetings", "window", "proposals", "surveys", "council")
        ],
        "tiles": Commission.Tile.choices,
        "colleges": [*College.choices, ("unknown", "Collège à compléter")],
        "seats": range(9),
        "holes": range(3),
    }
    return render(request, "components/gallery.html", context)
