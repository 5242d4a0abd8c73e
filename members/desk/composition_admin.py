"""The composition of the council in the back office: on any day, with every check, what ends soon, and its lists."""

import datetime
from dataclasses import replace

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from members.desk.official_list_file import official_list_file
from members.models import CompositionRules, Mandate, OfficialList
from members.models.official_list import entries_on
from members.rules.forecast import forecasts
from members.rules.list_difference import difference
from publishing.desk.admin import RoomAdmin
from publishing.desk.closed_rights import NotAdded, NotChanged, SingleRow

FRENCH_DAY = "Écrivez un jour, par exemple 23/02/2017."
FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
CALENDAR = {"type": "date"}


def _day(label: str) -> forms.DateField:
    messages = {"required": FRENCH_DAY, "invalid": FRENCH_DAY}
    widget = forms.DateInput(format="%Y-%m-%d", attrs=CALENDAR)
    return forms.DateField(label=label, input_formats=FORMATS, error_messages=messages, widget=widget)


class DayForm(forms.Form):
    """«Qui siégeait le…»: any day, past or to come; today while the form says nothing right."""

    le = _day("Qui siège, ou siégeait, le")

    @property
    def day(self) -> datetime.date:
        return self.cleaned_data["le"] if self.is_valid() else timezone.localdate()


class RecordForm(forms.Form):
    day = _day("Composition au")
    note = forms.CharField(
        label="À qui, et pourquoi (facultatif)",
        max_length=160,
        required=False,
        help_text="Par exemple «\u00a0envoyée à la préfecture\u00a0».",
    )


@admin.register(CompositionRules)
class CompositionRulesAdmin(SingleRow, RoomAdmin):
    """Without its row, the usual thresholds hold."""

    list_display = ["__str__", "tolerance", "habitant_seats", "acteur_seats"]
    fieldsets = [
        ("Parité entre habitants et acteurs du quartier", {"fields": ["tolerance", "parity_reference"]}),
        ("Part des habitants", {"fields": ["half_are_habitants", "half_reference"]}),
        ("Deux collèges", {"fields": ["two_colleges_reference"]}),
        ("Femmes et hommes", {"fields": ["gender_gap", "gender_reference"]}),
        ("Nombre de membres", {"fields": [("smallest", "largest"), "size_reference"]}),
        ("Sièges", {"fields": [("habitant_seats", "acteur_seats"), "seats_reference"]}),
        ("Fin des mandats", {"fields": ["notice_days", "notice_reference"]}),
        ("Absences", {"fields": ["absences", "absences_reference"]}),
        ("Autres règles", {"fields": ["independence_reference", "alternates_reference", "list_reference"]}),
    ]

    def save_model(self, request, obj, form, change):
        obj.pk = 1
        super().save_model(request, obj, form, change)


class OfficialListAdmin(NotAdded, NotChanged, admin.ModelAdmin):
    """Recorded once, read afterwards. The page of the composition, where lists are made, opens from here.

    Registered by the front door, which knows the absences.
    """

    list_display = ["__str__", "note", "recorded_at", "recorded_by"]
    list_select_related = ["recorded_by"]
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "members/desk/list_changelist.html"
    change_form_template = "members/desk/list_change.html"
    fields = ["day", "note", "recorded_at", "recorded_by"]

    def get_urls(self):
        pages = [
            path("composition/", self._page(self.composition_page), name="members_composition"),
            path("composition/liste.<str:extension>", self._page(self.file_page), name="members_composition_file"),
            path("composition/enregistrer/", self._page(self.record_page), name="members_composition_record"),
        ]
        return [*pages, *super().get_urls()]

    def absences(self, day):
        """For each member, how many meetings missed in a row without an excuse: known above, where meetings are."""
        return {}

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context |= {"entries": obj.entries, "now": difference(obj.entries, real_entries(timezone.localdate()))}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def composition_page(self, request):
        form = DayForm(request.GET if "le" in request.GET else None, initial={"le": timezone.localdate()})
        day = form.day
        latest = OfficialList.objects.latest_recorded()
        council = Mandate.objects.council(day, last_list=latest.people if latest else None)
        if council.rules.absences is not None:
            council = replace(council, absences=self.absences(day))
        context = {
            "title": "La composition du Conseil",
            "form": form,
            "day": day,
            "is_today": day == timezone.localdate(),
            "council": council,
            "checks": council.checks(),
            "forecasts": forecasts(council),
            "entries": entries_on(day),
            "latest": latest,
            "difference": difference(latest.entries, real_entries(day)) if latest else None,
            "record_form": RecordForm(initial={"day": day}),
            "may_record": request.user.has_perm("members.add_officiallist"),
        }
        context |= self.admin_site.each_context(request)
        return TemplateResponse(request, "members/desk/composition.html", context)

    def file_page(self, request, extension):
        form = DayForm(request.GET)
        if not form.is_valid():
            raise Http404
        return official_list_file(form.day, entries_on(form.day), extension)

    def record_page(self, request):
        if not request.user.has_perm("members.add_officiallist"):
            raise PermissionDenied
        form = RecordForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(message for found in form.errors.values() for message in found))
            return redirect("admin:members_composition")
        recorded = OfficialList.objects.record(**form.cleaned_data, by=request.user)
        self.log_addition(request, recorded, "Liste enregistrée")
        messages.success(request, f"C’est enregistré\u00a0: {recorded}, {len(recorded.entries)} personnes.")
        return redirect(f"{reverse('admin:members_composition')}?le={recorded.day:%Y-%m-%d}")

    def _page(self, view):
        """Who may see the mandates may see these pages."""
        checked = require_http_methods(["POST"])(view) if view == self.record_page else require_safe(view)

        def page(request, *args, **kwargs):
            if not request.user.has_perms(["members.view_mandate", "members.view_officiallist"]):
                raise PermissionDenied
            return checked(request, *args, **kwargs)

        return self.admin_site.admin_view(page)


def real_entries(day: datetime.date) -> list:
    return [entry for entry in entries_on(day) if not entry.is_example]
