from django.conf import settings
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.html import format_html_join

from council.desk.admin_editor import EditorAdmin
from council.models import (
    AccessibilityStatement,
    Action,
    ContactMessage,
    GlossaryTerm,
    NeighbourFeed,
    Page,
    Partner,
    SiteIdentity,
)
from publishing.desk.admin import RoomAdmin
from publishing.desk.choice_filter import ChoiceFilter
from publishing.desk.closed_rights import NotAdded, SingleRow
from publishing.desk.received_admin import ReceivedAdmin

PUBLICATION = ("Publication", {"fields": ["publication", "publish_from"]})
DATE = ("Date", {"fields": ["precision", "starts_on", "ends_on", "start_time", "end_time"]})


@admin.display(description="à confirmer", ordering="is_doubtful")
def doubt(record):
    return "à confirmer" if record.is_doubtful else ""


@admin.register(SiteIdentity)
class SiteIdentityAdmin(SingleRow, RoomAdmin):
    list_display = ["__str__", "email", "to_do"]
    readonly_fields = ["to_do", "name_and_town"]
    fieldsets = [
        (None, {"fields": ["to_do", "name_and_town", "baseline", "email"]}),
        ("Le Conseil", {"fields": ["created_on", "founding_act", "independence", "joining"]}),
        (
            "Mentions légales : qui édite le site",
            {"fields": ["editor_kind", "editor_name", "address", "phone", "publication_director"]},
        ),
        ("Mentions légales : qui héberge le site", {"fields": ["host_name", "host_address", "host_phone"]}),
        (
            "Les pages dans d’autres langues",
            {"fields": ["en_is_reviewed", "pt_is_reviewed", "tr_is_reviewed", "ar_is_reviewed"]},
        ),
        RoomAdmin.source_fieldset,
    ]

    @admin.display(description="à compléter pour la loi")
    def to_do(self, identity):
        missing = identity.missing_information
        return (
            format_html_join("", "<div>{}</div>", [[item] for item in missing])
            if missing
            else "Rien\u00a0: tout est là."
        )

    @admin.display(description="nom et ville")
    def name_and_town(self, identity):
        return (
            f"{settings.COUNCIL.name}, {settings.COUNCIL.city}. "
            "Ces mots sont dans le dossier du Conseil, avec ses couleurs."
        )

    def save_model(self, request, obj, form, change):
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(AccessibilityStatement)
class AccessibilityStatementAdmin(SingleRow, RoomAdmin):
    list_display = ["__str__", "audit_on", "rate", "revised_on"]
    fieldsets = [
        (None, {"fields": ["entity", "plan"]}),
        (
            "L’audit : sans lui, le site s’affiche « non conforme »",
            {"fields": ["audit_on", "auditor", "criteria_passed", "criteria_applicable"]},
        ),
        ("Contenus non accessibles", {"fields": ["non_conformities", "derogations", "exempt_contents"]}),
        (
            "Comment la déclaration a été faite",
            {"fields": ["established_on", "revised_on", "technologies", "environment", "tools", "tested_pages"]},
        ),
        ("Contact", {"fields": ["contact"]}),
    ]

    @admin.display(description="critères respectés")
    def rate(self, statement):
        return "à compléter" if statement.rate is None else f"{statement.rate}\u00a0%"

    def save_model(self, request, obj, form, change):
        obj.identity = SiteIdentity.objects.get_or_create(pk=1)[0]
        super().save_model(request, obj, form, change)


class PlaceAdmin(RoomAdmin):
    """Registered by the meetings, which are told of a change."""

    list_display = ["name", "kind", "address", "accessibility", doubt]
    list_filter = ["kind", "accessibility", "is_doubtful"]
    search_fields = ["name", "address"]
    prepopulated_fields = {"reference": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "kind", "address", "accessibility", "access_note", "reference"]}),
        RoomAdmin.source_fieldset,
    ]


@admin.register(Partner)
class PartnerAdmin(RoomAdmin):
    list_display = ["name", "kind", "publication", doubt, "updated_on"]
    list_filter = ["kind", "publication", "is_doubtful"]
    search_fields = ["name", "text"]
    prepopulated_fields = {"reference": ["name"]}
    fieldsets = [
        (None, {"fields": ["kind", "name", "text", "url", "reference"]}),
        PUBLICATION,
        RoomAdmin.source_fieldset,
    ]


@admin.register(Action)
class ActionAdmin(RoomAdmin):
    list_display = ["title", "kind", "date", "publication", doubt, "updated_on"]
    list_filter = ["kind", "publication", "is_doubtful"]
    search_fields = ["title", "text"]
    prepopulated_fields = {"reference": ["title"]}
    fieldsets = [
        (None, {"fields": ["kind", "title", "text", "reference"]}),
        DATE,
        PUBLICATION,
        RoomAdmin.source_fieldset,
    ]


@admin.register(Page)
class PageAdmin(EditorAdmin, RoomAdmin):
    list_display = ["title", "reference", "publication", doubt, "updated_on"]
    list_filter = ["publication", "is_doubtful"]
    search_fields = ["title", "lead", "body"]
    prepopulated_fields = {"reference": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "lead", "body", "reference"]}),
        PUBLICATION,
        RoomAdmin.source_fieldset,
    ]


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(RoomAdmin):
    list_display = ["term", "expansion", "definition", "publication"]
    list_filter = ["publication"]
    search_fields = ["term", "expansion", "definition"]
    prepopulated_fields = {"reference": ["term"]}
    fieldsets = [(None, {"fields": ["term", "expansion", "definition", "reference"]}), PUBLICATION]


class AnsweredFilter(ChoiceFilter):
    title = "réponse"
    parameter_name = "reponse"
    choices_by_word = {
        "attend": ("sans réponse", lambda rows: rows.waiting()),
        "fait": ("répondu", lambda rows: rows.exclude(answered_on=None)),
    }


@admin.register(ContactMessage)
class ContactMessageAdmin(NotAdded, ReceivedAdmin):
    """Personal data: no copy of a message is kept in a history, and nobody types one here."""

    list_display = ["subject", "sent_on", "name", "email", "phone", "answered_on", "was_mailed"]
    list_filter = [AnsweredFilter, "subject"]
    search_fields = ["name", "email", "message"]
    actions = ["mark_answered"]
    sent_fields = ["subject", "message", "name", "email", "phone"]
    readonly_fields = ["subject", "message", "name", "email", "phone", "sent_on", "mailed_at", "mail_error"]
    fieldsets = [
        (None, {"fields": ["subject", "message", "name", "email", "phone", "sent_on"]}),
        ("Suivi", {"fields": ["answered_on", "note", "mailed_at", "mail_error"]}),
    ]

    @admin.display(description="e-mail au Conseil")
    def was_mailed(self, message):
        return "parti" if message.mailed_at else "pas parti"

    @admin.action(description="Répondu aujourd’hui", permissions=["change"])
    def mark_answered(self, request, queryset):
        waiting = list(queryset.waiting())
        for message in waiting:
            message.answer(timezone.localdate())
        self.message_user(request, f"{len(waiting)} message(s) marqué(s) comme répondu(s).", messages.SUCCESS)


@admin.register(NeighbourFeed)
class NeighbourFeedAdmin(RoomAdmin):
    list_display = ["__str__", "url", "is_active", "read_at", "problem"]
    list_select_related = ["partner"]
    fields = ["partner", "url", "is_active", "read_at", "problem"]
    readonly_fields = ["read_at", "problem"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "partner":
            kwargs["queryset"] = Partner.objects.filter(kind__in=[Partner.Kind.COUNCIL, Partner.Kind.NETWORK])
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
