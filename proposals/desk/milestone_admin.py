from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone

from proposals.models import Agreement, Milestone
from proposals.models.milestone import SAY_WHY_MOVED
from proposals.rules.status import MilestoneState
from publishing.desk.admin import RoomAdmin

ALREADY_DONE = "Cette étape est déjà faite\u00a0: sa date ne se déplace plus."


class MilestoneForm(forms.ModelForm):
    """A new date for what is planned makes it «moved», and asks why; the first date is kept and shown.

    The admin page below adds the other fields.
    """

    class Meta:
        model = Milestone
        fields = ["state", "precision", "starts_on", "ends_on", "moved_because"]
        widgets = {"moved_because": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        data = super().clean()
        if self.instance.pk and {"precision", "starts_on", "ends_on"} & set(self.changed_data):
            self._clean_move(data)
        return data

    def _clean_move(self, data):
        before = Milestone.objects.get(pk=self.instance.pk)
        if before.state == MilestoneState.DONE or data.get("state") == MilestoneState.DONE:
            return
        if not data.get("moved_because"):
            raise ValidationError({"moved_because": SAY_WHY_MOVED})
        data["state"] = MilestoneState.MOVED
        self.instance.first_expected = before.first_expected or before.when.label


@admin.register(Milestone)
class MilestoneAdmin(RoomAdmin):
    """The steps of the carrying out; the public sees those of published proposals."""

    form = MilestoneForm
    list_display = ["title", "proposal", "date", "state", "said_on"]
    list_filter = ["state"]
    list_select_related = ["proposal"]
    search_fields = ["title", "proposal__title"]
    search_help_text = "Cherchez un mot de l’étape ou de la proposition."
    readonly_fields = ["first_expected", "said_on"]
    raw_id_fields = ["photo"]
    fieldsets = [
        (None, {"fields": ["proposal", "title", "publication", "publish_from"]}),
        ("Quand", {"fields": ["state", "precision", "starts_on", "ends_on", "moved_because", "first_expected"]}),
        ("La preuve", {"fields": ["proof_title", "proof_link", "photo"]}),
        ("Les nouvelles", {"fields": ["said_on"]}),
    ]

    def get_changeform_initial_data(self, request):
        return {"publication": "published"} | super().get_changeform_initial_data(request)

    def save_model(self, request, obj, form, change):
        obj.said_on = timezone.localdate()
        super().save_model(request, obj, form, change)


@admin.register(Agreement)
class AgreementAdmin(RoomAdmin):
    list_display = ["__str__", "first_year"]
    fieldsets = [(None, {"fields": ["first_year"]})]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Agreement.objects.exists()
