from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import format_html_join

from council.desk.admin import doubt
from meetings.desk import back_office
from meetings.desk.filters import MissingFilter
from meetings.desk.forms import MeetingForm
from meetings.desk.inlines import ActionItemInline, AgendaItemInline, AttachmentInline, PostponementInline
from meetings.desk.meeting_acts import ACTS, next_step
from meetings.models import AgendaItem, Attachment, Meeting
from publishing.desk.admin import RoomAdmin
from publishing.erasing.erasure import erase
from publishing.erasing.withdrawn import Withdrawal, note


@admin.register(Meeting)
class MeetingAdmin(RoomAdmin):
    form = MeetingForm
    change_list_template = "meetings/desk/change_list.html"
    list_display = ["title", "date", "state_label", "missing", "usual_acts", "publication", doubt]
    list_filter = [MissingFilter, "kind", "state", "commission", "is_doubtful"]
    list_select_related = ["place", "commission"]
    search_fields = ["title", "public_note", "place__name"]
    search_help_text = "Cherchez par titre ou par lieu."
    actions = ["hold_selected"]
    inlines = [AgendaItemInline, ActionItemInline, AttachmentInline, PostponementInline]
    acts = ACTS
    step_of = staticmethod(next_step)
    own_pages = [
        ("saison/", "season", back_office.season_create),
        ("<int:pk>/apercu/", "meeting_preview", back_office.meeting_preview),
        ("<int:pk>/convocation/", "convocation_detail", back_office.convocation_detail),
        ("<int:pk>/convocation.pdf", "convocation_sheet", back_office.convocation_sheet),
        ("<int:pk>/ordre-du-jour/", "agenda_copy", back_office.agenda_copy),
        ("<int:pk>/presences/", "attendance_edit", back_office.attendance_edit),
        ("<int:pk>/emargement.pdf", "signing_sheet", back_office.signing_sheet),
    ]
    readonly_fields = ["state_label"]
    fieldsets = [
        (
            None,
            {"fields": ["kind", "title", "starts_on", "start_time", "end_time", "place", "audience", "publication"]},
        ),
        ("Commission, à savoir", {"fields": ["commission", "public_note"]}),
        (
            "Date imprécise, adresse, parution",
            {
                "classes": ["collapse"],
                "fields": ["precision", "ends_on", "is_kind_inferred", "reference", "publish_from"],
            },
        ),
        RoomAdmin.source_fieldset,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).newest_first()

    def get_fieldsets(self, request, obj=None):
        """A new meeting opens on few fields. The state is read here, and changes by its acts."""
        (_, first), (title, second), third, source = self.fieldsets
        if obj is None:
            return [(None, first), (f"{title} (facultatif)", second | {"classes": ["collapse"]}), third]
        return [(None, {"fields": ["state_label", *first["fields"]]}), (title, second), third, source]

    def get_readonly_fields(self, request, obj=None):
        """What was announced changes by the act that keeps a trace, not silently."""
        fields = list(super().get_readonly_fields(request, obj))
        if obj is None or not obj.is_public:
            return fields
        if obj.is_awaited and obj.when.is_exact:
            fields += ["precision", "starts_on", "ends_on"] + ["start_time"] * bool(obj.start_time)
        return [*fields, "reference"]

    def get_changeform_initial_data(self, request):
        return {"publication": "published"} | super().get_changeform_initial_data(request)

    def get_inlines(self, request, obj):
        if obj is None:
            return []
        return self.inlines if obj.postponements.exists() else self.inlines[:-1]

    @admin.display(description="état", ordering="state")
    def state_label(self, meeting):
        if meeting.is_cancelled:
            return f"annulée\u00a0: {meeting.cancellation_reason}"
        return f"{meeting.get_state_display()}, à confirmer" if meeting.is_unsettled else meeting.get_state_display()

    @admin.display(description="il manque")
    def missing(self, meeting):
        return ", ".join(meeting.missing) or "—"

    @admin.display(description="gestes")
    def usual_acts(self, meeting):
        """To undo, the page of the meeting has its button."""
        acts = [act for act in self.acts if meeting.is_awaited and act.suits(meeting)]
        links = [(self.act_address(act, meeting), act.short, str(meeting)) for act in acts]
        return format_html_join(" · ", '<a href="{}">{}<span class="visually-hidden"> : {}</span></a>', links)

    @admin.action(description="Ces réunions ont eu lieu", permissions=["change"])
    def hold_selected(self, request, queryset):
        for meeting in queryset:
            try:
                meeting.hold()
            except ValidationError as refusal:
                self.message_user(request, f"{meeting}\u00a0: {refusal.messages[0]}", messages.WARNING)
            else:
                self.log_change(request, meeting, "A eu lieu")
                self.message_user(request, f"{meeting}\u00a0: a eu lieu.", messages.SUCCESS)

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        """An old version that comes back is a new change: the number of version never goes down."""
        if change:
            stored = Meeting.objects.select_for_update().values_list("sequence", flat=True).get(pk=obj.pk)
            obj.sequence = max(obj.sequence, stored)
            if form.changed_data:
                obj.revise()
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        """A new agenda is a new version too; the file of a document leaves the disk with it, and does not come back."""
        is_document = formset.model is Attachment
        if is_document:
            note(Withdrawal.ERASED, *(form.instance for form in formset.deleted_forms))
        super().save_formset(request, form, formset, change)
        if formset.model is AgendaItem and formset.has_changed():
            Meeting.objects.filter(pk=form.instance.pk).revise()
        if is_document:
            # Hidden, or another file in its place: what was shown before does not come back with an archive.
            note(
                Withdrawal.WITHDRAWN,
                *(document for document, changed in formset.changed_objects if _replaces(document, changed)),
            )
            for document in formset.deleted_objects:
                transaction.on_commit(lambda file=document.file: file.delete(save=False))

    def delete_model(self, request, obj):
        for document in obj.attachments.all():
            erase(document)
        super().delete_model(request, obj)

    def pages(self, request, record):
        return back_office.pages_of(record, request.user) if self.has_change_permission(request, record) else []


def _replaces(document: Attachment, changed: list[str]) -> bool:
    return "file" in changed or ("is_public" in changed and not document.is_public)
