from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone

from meetings.desk.filters import OverdueFilter
from meetings.models import ActionItem, QuorumRule
from publishing.dates.imprecise_date import day_in_words
from publishing.desk.admin import RoomAdmin


@admin.register(ActionItem)
class ActionItemAdmin(admin.ModelAdmin):
    """What was decided and by whom it is done, from one meeting to the next."""

    list_display = ["what", "who", "due", "state_now", "meeting", "example_mark"]
    list_filter = [OverdueFilter]
    list_select_related = ["meeting"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["what", "who"]
    search_help_text = "Cherchez un mot de la décision, ou qui la fait."
    actions = ["finish_selected", "drop_selected", "reopen_selected"]
    fields = ["meeting", "what", "who", "due_on", "order"]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("closed_on", "due_on", "pk")

    def get_readonly_fields(self, request, obj=None):
        return ["meeting"] if obj else []

    @admin.display(description="pour quand", ordering="due_on")
    def due(self, action):
        return day_in_words(action.due_on, weekday=False) if action.due_on else "sans date"

    @admin.display(description="où en est-on", ordering="state")
    def state_now(self, action):
        return "en retard" if action.is_overdue else action.get_state_display()

    @admin.display(description="exemple")
    def example_mark(self, action):
        return "exemple" if action.meeting.is_example else ""

    @admin.action(description="C’est fait", permissions=["change"])
    def finish_selected(self, request, queryset):
        self._close(request, queryset, ActionItem.State.DONE)

    @admin.action(description="C’est abandonné", permissions=["change"])
    def drop_selected(self, request, queryset):
        self._close(request, queryset, ActionItem.State.DROPPED)

    @admin.action(description="C’est de nouveau à faire", permissions=["change"])
    def reopen_selected(self, request, queryset):
        for action in queryset:
            action.reopen()
            self.log_change(request, action, "À faire")

    def _close(self, request, queryset, state):
        for action in queryset:
            try:
                action.close(state, timezone.localdate())
            except ValidationError as refusal:
                self.message_user(request, f"{action}\u00a0: {refusal.messages[0]}", messages.WARNING)
            else:
                self.log_change(request, action, state.label.capitalize())
                self.message_user(request, f"{action}\u00a0: {state.label}.", messages.SUCCESS)


@admin.register(QuorumRule)
class QuorumRuleAdmin(RoomAdmin):
    """A new rule is a new line: the old one keeps judging the meetings of its time."""

    list_display = ["starts_on", "habitants_percent", "acteurs_percent", "total_percent", "counts_proxies", "origin"]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("-starts_on")
