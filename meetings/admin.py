from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import re_path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.views.decorators.http import require_http_methods

from meetings.forms import (
    AttendanceForm,
    MeetingCancelForm,
    MeetingForm,
    MeetingHoldForm,
    MeetingPostponeForm,
    MeetingReinstateForm,
)
from meetings.models import Attendance, Meeting, Postponement
from meetings.verb import VERBS, verbs_for
from publishing.admin import RoomAdmin

FORMS = {
    "deplacer": MeetingPostponeForm,
    "annuler": MeetingCancelForm,
    "tenue": MeetingHoldForm,
    "retablir": MeetingReinstateForm,
}


class MissingFilter(admin.SimpleListFilter):
    title = "ce qui manque"
    parameter_name = "manque"

    def lookups(self, request, model_admin):
        return [("lieu", "le lieu"), ("heure", "l’heure"), ("suite", "dire si elle a eu lieu")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        choices = {
            "lieu": lambda: queryset.awaited().filter(place=None),
            "heure": lambda: queryset.awaited().filter(start_time=None),
            "suite": lambda: queryset.awaited().past(today).exclude(starts_on=None),
        }
        return choices.get(self.value(), lambda: queryset)()


class AttendanceInline(admin.TabularInline):
    model = Attendance
    form = AttendanceForm
    extra = 0
    verbose_name_plural = "présences (le site ne montre que leur nombre, par collège)"

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """One query for all the rows."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.choices = list(field.choices)
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The members are kept in their own list, not from here."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "member":
            for gesture in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{gesture}_related", False)
        return field


class PostponementInline(admin.TabularInline):
    """The trace of the moves: read, never written by hand."""

    model = Postponement
    extra = max_num = 0
    can_delete = False
    fields = readonly_fields = ["left", "reason", "moved_on", "by"]
    verbose_name_plural = "dates quittées"

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description="prévue d’abord")
    def left(self, postponement):
        return postponement.when.label


@admin.register(Meeting)
class MeetingAdmin(RoomAdmin):
    form = MeetingForm
    change_form_template = "meetings/admin_change_form.html"
    list_display = ["title", "date", "state_label", "missing", "gestures", "publication", "doubt"]
    list_filter = [MissingFilter, "kind", "state", "commission", "is_doubtful"]
    list_select_related = ["place", "commission"]
    search_fields = ["title", "public_note", "place__name"]
    search_help_text = "Cherchez par titre ou par lieu."
    actions = ["hold_selected"]
    inlines = [AttendanceInline, PostponementInline]
    readonly_fields = ["state_label"]
    fieldsets = [
        (
            None,
            {"fields": ["kind", "title", "starts_on", "start_time", "end_time", "place", "audience", "publication"]},
        ),
        ("Commission, ordre du jour, à savoir", {"fields": ["commission", "public_note"]}),
        (
            "Date imprécise, adresse, parution",
            {"classes": ["collapse"], "fields": ["precision", "ends_on", "reference", "publish_from"]},
        ),
        RoomAdmin.source_fieldset,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).newest_first()

    def get_fieldsets(self, request, obj=None):
        """A new meeting opens on few fields. The state is read here, and changes by its verbs."""
        (_, first), (title, second), third, source = self.fieldsets
        if obj is None:
            return [(None, first), (f"{title} (facultatif)", second | {"classes": ["collapse"]}), third]
        return [(None, {"fields": ["state_label", *first["fields"]]}), (title, second), third, source]

    def get_readonly_fields(self, request, obj=None):
        """What was announced changes by the verb that keeps a trace, not silently."""
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
        return self.inlines if obj.postponements.exists() else [AttendanceInline]

    @admin.display(description="date", ordering="starts_on")
    def date(self, meeting):
        return meeting.when.label

    @admin.display(description="état", ordering="state")
    def state_label(self, meeting):
        if meeting.is_cancelled:
            return f"annulée\u00a0: {meeting.cancellation_reason}"
        return f"{meeting.get_state_display()}, à confirmer" if meeting.is_unsettled else meeting.get_state_display()

    @admin.display(description="il manque")
    def missing(self, meeting):
        return ", ".join(meeting.missing) or "—"

    @admin.display(description="gestes")
    def gestures(self, meeting):
        """The usual ones; to undo, the form of the meeting has its button."""
        links = [
            (self._verb_url(verb, meeting), verb.short, str(meeting))
            for verb in verbs_for(meeting)
            if meeting.is_awaited
        ]
        return format_html_join(" · ", '<a href="{}">{}<span class="visually-hidden"> : {}</span></a>', links)

    @admin.display(description="à confirmer", ordering="is_doubtful")
    def doubt(self, meeting):
        return "à confirmer" if meeting.is_doubtful else ""

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

    def save_model(self, request, obj, form, change):
        """Each change is a new version for those who subscribed to the calendar."""
        if change and form.changed_data:
            obj.revise()
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and self.has_change_permission(request, obj):
            context["verbs"] = [(verb, self._verb_url(verb, obj)) for verb in verbs_for(obj)]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self):
        page = require_http_methods(["GET", "HEAD", "POST"])(self.verb_page)
        names = "|".join(verb.name for verb in VERBS)
        address = re_path(
            rf"^(?P<pk>[0-9]+)/(?P<verb>{names})/$", self.admin_site.admin_view(page), name="meetings_meeting_verb"
        )
        return [address, *super().get_urls()]

    def verb_page(self, request, pk, verb):
        meeting = self.get_object(request, pk)
        chosen = next(v for v in VERBS if v.name == verb)
        if meeting is None:
            raise Http404
        if not self.has_change_permission(request, meeting):
            raise PermissionDenied
        form = FORMS[verb](request.POST if request.method == "POST" else None, meeting=meeting, by=request.user)
        if request.method == "POST" and form.is_done():
            self.log_change(request, meeting, chosen.done)
            self.message_user(request, f"{meeting}\u00a0: {chosen.done.lower()}.", messages.SUCCESS)
            return redirect("admin:meetings_meeting_changelist")
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": chosen.label,
            "meeting": meeting,
            "form": form,
            "verb": chosen,
        }
        return render(request, "meetings/admin_verb.html", context, status=422 if form.errors else 200)

    def _verb_url(self, verb, meeting):
        return reverse("admin:meetings_meeting_verb", args=[meeting.pk, verb.name])
