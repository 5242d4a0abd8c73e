from django.contrib import admin
from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from members import candidacy_admin, draw_admin  # noqa: F401  they register their pages
from members.admin_forms import MandateFormSet, MemberForm
from members.models import Commission, Mandate, Member
from publishing.admin import RoomAdmin

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
        "is_elected_official",
    ]


class SeatFilter(admin.SimpleListFilter):
    title = "siège"
    parameter_name = "siege"

    def lookups(self, request, model_admin):
        return [("oui", "siège aujourd’hui"), ("non", "a quitté le Conseil")]

    def queryset(self, request, queryset):
        day = timezone.localdate()
        return {"oui": queryset.seated, "non": queryset.departed}[self.value()](day) if self.value() else queryset


@admin.register(Member)
class MemberAdmin(RoomAdmin):
    form = MemberForm
    inlines = [MandateInline]
    list_display = ["__str__", "mandate", "publication", "portrait_shown", "updated_on"]
    list_filter = [SeatFilter, "mandates__college", "commissions", "publication", "is_doubtful"]
    search_fields = ["first_name", "last_name", "mandates__organisation"]
    filter_horizontal = ["commissions"]
    prepopulated_fields = {"reference": ["first_name", "last_name"]}
    readonly_fields = ["portrait_preview"]
    actions = ["withdraw_portraits"]
    fieldsets = [
        (None, {"fields": [("first_name", "last_name"), "is_named", "about", "commissions"]}),
        PUBLICATION,
        (
            "Portrait et accords",
            {
                "description": "Chaque accord montre le portrait à un seul endroit. "
                "Videz une date\u00a0: le portrait n’y est plus. "
                "Videz les trois\u00a0: la photo et ses copies sont effacées du site et du disque.",
                "fields": [
                    "portrait_preview",
                    "portrait",
                    ("portrait_alt", "portrait_credit"),
                    ("site_consent_on", "poster_consent_on", "press_consent_on"),
                    "own_page_consent_on",
                ],
            },
        ),
        ("Privé\u00a0: jamais montré au public", {"fields": [("email", "phone"), "gender"]}),
        ("Adresse de la page", {"classes": ["collapse"], "fields": ["reference"]}),
        RoomAdmin.source_fieldset,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("mandates")

    @admin.display(description="mandat")
    def mandate(self, member):
        latest = next(iter(member.mandates.all()), None)
        if latest is None:
            return "aucun"
        college = latest.get_college_display() or "collège à compléter"
        end = f", jusqu’au {latest.ends_on:%d/%m/%Y}" if latest.ends_on else ""
        return f"{college}, {latest.get_seat_kind_display()}{end}"

    @admin.display(description="photo pour le site", boolean=True)
    def portrait_shown(self, member):
        return member.shows_portrait

    @admin.display(description="portrait enregistré")
    def portrait_preview(self, member):
        if not (member.pk and member.portrait):
            return "Aucun. Le site montre les initiales."
        where = ", ".join(medium.label for medium in member.consents)
        url = reverse("admin:members_member_portrait", args=[member.pk])
        return format_html(
            '<img src="{}" alt="{}" height="160"><br>Montré sur\u00a0: {}.', url, member.portrait_alt, where
        )

    @admin.action(description="Retirer l’accord et effacer la photo", permissions=["change"])
    def withdraw_portraits(self, request, queryset):
        for member in queryset:
            member.withdraw_portrait_consent()
        self.message_user(request, f"{len(queryset)} portraits effacés, avec leurs copies.")

    def get_urls(self):
        view = self.admin_site.admin_view(self.portrait_file)
        return [path("<int:pk>/portrait/", view, name="members_member_portrait"), *super().get_urls()]

    def portrait_file(self, request, pk):
        member = Member.objects.filter(pk=pk).first()
        if member is None or not member.portrait or not self.has_view_permission(request, member):
            raise Http404
        return FileResponse(member.portrait.open(), content_type="image/jpeg", headers={"Cache-Control": "no-store"})

    def save_model(self, request, obj, form, change):
        """What a person saves is confirmed (see RoomAdmin), and the files follow the agreements."""
        obj.updated_on = timezone.localdate()
        obj.save_with_portrait()

    def save_formset(self, request, form, formset, change):
        for mandate in formset.save(commit=False):
            mandate.is_example = mandate.member.is_example
        formset.save()

    def delete_model(self, request, obj):
        obj.erase()

    def delete_queryset(self, request, queryset):
        for member in queryset:
            member.erase()


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
