from django.contrib import admin

from meetings.models import ActionItem, AgendaItem, Attachment, Postponement
from publishing.desk.closed_rights import NotAdded


class AgendaItemInline(admin.TabularInline):
    model = AgendaItem
    extra = 1
    fields = ["order", "title", "minutes_long", "presenter"]


class ActionItemInline(admin.TabularInline):
    """What the meeting decided; «fait» is said in the list of the decisions."""

    model = ActionItem
    extra = 0
    fields = ["order", "what", "who", "due_on", "state_now"]
    readonly_fields = ["state_now"]
    verbose_name_plural = "relevé de décisions\u00a0: quoi, qui, pour quand"

    @admin.display(description="où en est-on")
    def state_now(self, action):
        return action.get_state_display()


class AttachmentInline(admin.TabularInline):
    model = Attachment
    extra = 0
    fields = ["title", "file", "is_public", "facts"]
    readonly_fields = ["facts"]
    verbose_name_plural = "documents joints"

    @admin.display(description="format et taille")
    def facts(self, document):
        return document.facts if document.pk else ""


class PostponementInline(NotAdded, admin.TabularInline):
    """The trace of the moves: read, never written by hand."""

    model = Postponement
    extra = max_num = 0
    can_delete = False
    fields = readonly_fields = ["left", "reason", "moved_on", "by"]
    verbose_name_plural = "dates quittées"

    @admin.display(description="prévue d’abord")
    def left(self, postponement):
        return postponement.when.label
