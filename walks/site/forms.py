from django import forms
from django.core.exceptions import ValidationError

from publishing.files.images import PhotoField
from publishing.files.private_storage import whole_or_nothing
from publishing.forms.public_form import PublicForm
from publishing.sheets.sheet_fields import DayField
from walks.models import Dispatch, Observation, ObservationPhoto, ResidentReport, Stop
from walks.rules.status import ANSWERS
from walks.rules.vocabulary import Verdict


class ReportForm(PublicForm):
    """«C’est réparé» or «toujours pas», without an account; read by the council before it counts."""

    verdict = forms.ChoiceField(
        label="Que voyez-vous aujourd’hui\u00a0?",
        choices=[(Verdict.FIXED, "C’est réparé"), (Verdict.STILL, "Ce n’est toujours pas réparé")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez une des deux réponses.",
            "invalid_choice": "Choisissez une des deux réponses.",
        },
    )

    class Meta:
        model = ResidentReport
        fields = ["verdict", "message"]
        labels = {"message": "Une précision (facultatif)"}
        help_texts = {"message": "N’écrivez pas de nom, ni le vôtre, ni celui d’une autre personne."}
        error_messages = {"message": {"max_length": "Votre message est trop long. Gardez %(most)s signes au plus."}}
        widgets = {"message": forms.Textarea({"rows": 3})}

    def layout(self):
        return self.Meta.fields


class EntryForm(forms.ModelForm):
    """One observation, during the walk or afterwards: few fields, large, in the order of the paper sheet."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    photo = PhotoField(
        label="Photo (facultatif)",
        required=False,
        help_text="Sans visage ni plaque. Elle arrive en brouillon.",
    )

    class Meta:
        model = Observation
        fields = ["stop", "kind", "category", "place_words", "text", "suggestion", "criterion"]
        fields += ["size", "is_repeated", "is_urgent", "addressed_to"]
        widgets = {"text": forms.Textarea({"rows": 3}), "suggestion": forms.Textarea({"rows": 2})}

    field_order = ["token", *Meta.fields[:6], "photo", *Meta.fields[6:]]

    def __init__(self, *args, walk, **kwargs):
        super().__init__(*args, **kwargs)
        self.walk = self.instance.walk = walk
        self.fields["stop"].queryset = Stop.objects.filter(walk=walk)
        criteria = self.fields["criterion"]
        criteria.queryset = walk.grid.criteria.all() if walk.grid else criteria.queryset.none()
        if not walk.grid:
            del self.fields["criterion"]

    def save(self):
        """(the observation, whether it is new); without its photo it is not kept, so that it can be sent again.
        FileNotStored: the disk refused the photo."""
        with whole_or_nothing():
            return self._enter()

    def _enter(self):
        self.instance.token = self.cleaned_data["token"]
        self.instance.is_example = self.walk.is_example
        observation, is_new = self.instance.enter()
        if is_new and self.cleaned_data.get("photo"):
            photo = ObservationPhoto(observation=observation, caption=f"Observation {observation.number}")
            photo.file, photo.is_example = self.cleaned_data["photo"], self.walk.is_example
            photo.save_with_copies()
        return observation, is_new


class AnswerLineForm(forms.Form):
    """One line of the sheet that a body filled in. A line without an answer changes nothing."""

    number = forms.IntegerField(
        error_messages={"required": "Il manque le numéro.", "invalid": "Le numéro est un nombre."}
    )
    status = forms.CharField(required=False)
    on = DayField("23/02/2026")
    words = forms.CharField(required=False)
    by = forms.CharField(required=False, max_length=160)
    due_on = DayField("23/02/2026")

    def __init__(self, *args, dispatch: Dispatch, **kwargs):
        super().__init__(*args, **kwargs)
        self.dispatch = dispatch
        self.outcome = "pas de réponse\u00a0: rien ne change"

    def clean_number(self):
        self.observation = self.dispatch.observations.filter(number=self.cleaned_data["number"]).first()
        if self.observation is None:
            raise ValidationError("Cette observation n’est pas dans cet envoi.")
        return self.cleaned_data["number"]

    def clean_status(self):
        words = self.cleaned_data["status"].strip().casefold()
        if not words:
            return None
        known = {status.label.casefold(): status for status in ANSWERS}
        if words not in known:
            raise ValidationError(f"Écrivez l’un de ces mots\u00a0: {', '.join(known)}.")
        return known[words]

    def clean(self):
        data = super().clean()
        if not self.errors and data["words"] and not data["status"]:
            raise ValidationError("Il y a une réponse, mais pas de statut. Complétez la colonne «\u00a0Statut\u00a0».")
        if not self.errors and data["status"] and not data["on"]:
            raise ValidationError("Complétez la colonne «\u00a0Date de la réponse\u00a0».")
        return data

    def save(self):
        data = self.cleaned_data
        if data["status"]:
            self.observation.record(
                data["status"], on=data["on"], words=data["words"], by=data["by"], due_on=data["due_on"]
            )
            self.outcome = data["status"].label
