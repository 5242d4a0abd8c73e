from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from members.desk import candidacy_admin, composition_admin, draw_admin  # noqa: F401  they register their pages
from members.desk.admin_forms import MandateFormSet, MemberForm
from members.desk.alternate_admin import AlternateActions
from members.desk.member_import import MEMBERS
from members.desk.portrait_admin import PORTRAIT, PortraitPages
from members.desk.what_if_admin import WhatIfAdmin
from members.models import Commission, Mandate, Member
from publishing.desk.admin import RoomAdmin
from publishing.desk.choice_filter import ChoiceFilter
from publishing.erasing.withdrawn import Withdrawal, note
from publishing.sheets.sheet_import_view import import_page

PUBLICATION = ("Publication", {"fields": ["publication", "publish_from"]})


class MandateInline(admin.StackedInline):
    model = Mandate
    formset = MandateFormSet
    extra = 0
    min_num = 1
    fields = [
        ("college", "seat_kind", "rank"),
        ("organisation", "actor_kind"),
        ("role", "role_title", "commission"),
        ("starts_on", "selection_mode"),
        ("ends_on", "end_reason"),
        ("is_elected_official", "is_of_steering_body"),
    ]


class SeatFilter(ChoiceFilter):
    title = "siège"
    parameter_name = "siege"
    choices_by_word = {
        "oui": ("siège aujourd’hui", lambda rows: rows.seated(timezone.localdate())),
        "non": ("a quitté le Conseil", lambda rows: rows.departed(timezone.localdate())),
    }


@admin.register(Member)
class MemberAdmin(PortraitPages, AlternateActions, WhatIfAdmin):
    own_pages = [("importer/", "import", "import_page"), *PortraitPages.own_pages]
    form = MemberForm
    inlines = [MandateInline]
    list_display = ["__str__", "mandate", "publication", "portrait_shown", "updated_on"]
    list_filter = [SeatFilter, "mandates__college", "commissions", "publication", "is_doubtful"]
    search_fields = ["first_name", "last_name", "mandates__organisation"]
    filter_horizontal = ["commissions"]
    prepopulated_fields = {"reference": ["first_name", "last_name"]}
    readonly_fields = ["portrait_preview"]
    actions = ["promote_alternates", "withdraw_portraits"]
    fieldsets = [
        (None, {"fields": [("first_name", "last_name"), "is_named", "about", "commissions"]}),
        PUBLICATION,
        PORTRAIT,
        ("Privé\u00a0: jamais montré au public", {"fields": [("email", "phone"), "gender"]}),
        ("Adresse de la page", {"classes": ["collapse"], "fields": ["reference"]}),
        RoomAdmin.source_fieldset,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("mandates")

    def import_page(self, request):
        if not (self.has_add_permission(request) and request.user.has_perm("members.add_mandate")):
            raise PermissionDenied
        back = reverse("admin:members_member_changelist")
        words = {"title": "Importer des membres", "noun": "membre", "back": back}
        return import_page(request, MEMBERS, **words, context=self.admin_site.each_context(request))

    @admin.display(description="mandat")
    def mandate(self, member):
        latest = next(iter(member.mandates.all()), None)
        if latest is None:
            return "aucun"
        college = latest.get_college_display() or "collège à compléter"
        end = f", jusqu’au {latest.ends_on:%d/%m/%Y}" if latest.ends_on else ""
        return f"{college}, {latest.get_seat_kind_display()}{end}"

    def save_model(self, request, obj, form, change):
        """What a person saves is confirmed (see RoomAdmin), and the files follow the agreements."""
        obj.updated_on = timezone.localdate()
        obj.save_with_portrait()

    def save_formset(self, request, form, formset, change):
        for mandate in formset.save(commit=False):
            mandate.is_example = mandate.member.is_example
        note(Withdrawal.ERASED, *formset.deleted_objects)
        for mandate, changed in formset.changed_objects:
            if "ends_on" in changed and mandate.ends_on:
                note(Withdrawal.ENDED, mandate)
                note(f"{Withdrawal.ENDED} {mandate.ends_on}", mandate)  # its day is found again by trying them all
        formset.save()

    def delete_model(self, request, obj):
        obj.erase()


@admin.register(Commission)
class CommissionAdmin(RoomAdmin):
    list_display = ["name", "tile", "order", "publication", "is_doubtful", "updated_on"]
    list_filter = ["publication", "is_doubtful"]
    search_fields = ["name", "purpose"]
    prepopulated_fields = {"reference": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "purpose", ("tile", "order"), "reference"]}),
        PUBLICATION,
        RoomAdmin.source_fieldset,
    ]
