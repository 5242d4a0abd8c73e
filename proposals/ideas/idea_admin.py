from django.contrib import admin
from django.utils import timezone

from proposals.ideas.idea_acts import ACTS, next_step
from proposals.models import Idea, IdeaCall, IdeaState
from publishing.desk.admin import RoomAdmin
from publishing.desk.closed_rights import NotAdded
from publishing.desk.received_admin import ReceivedAdmin
from publishing.erasing.withdrawn import Withdrawal, note


@admin.register(IdeaCall)
class IdeaCallAdmin(RoomAdmin):
    """The form of ideas is open from the first day to the last one, and closed the rest of the time."""

    list_display = ["title", "opens_on", "closes_on", "is_now_open"]
    search_fields = ["title"]
    fields = ["title", "intro", "opens_on", "closes_on"]

    @admin.display(description="ouvert aujourd’hui", boolean=True)
    def is_now_open(self, call):
        return call.is_open(timezone.localdate())

    def has_delete_permission(self, request, obj=None):
        """A call that brought ideas stays."""
        return super().has_delete_permission(request, obj) and not (obj and obj.ideas.exists())


@admin.register(Idea)
class IdeaAdmin(NotAdded, ReceivedAdmin):
    """Read, shown or not, then answered by its acts. The words of the resident are never changed here."""

    acts = ACTS
    step_of = staticmethod(next_step)
    refused_actions = ("keep_selected",)  # an invented idea never becomes a resident's
    list_display = ["number", "state", "received_on", "is_shown", "settled_on"]
    list_filter = ["state", "call"]
    search_fields = ["number", "text", "public_text"]
    search_help_text = "Cherchez un mot, ou un numéro de suivi."
    sent_fields = ["number", "text", "place"]
    fieldsets = [
        ("Ce que la personne a écrit", {"fields": ["number", "call", "received_on", "text", "place"]}),
        ("Ce que le site montre", {"fields": ["public_text"]}),
        ("La suite", {"fields": ["state", "answer", "proposal", "settled_on", "erased_on"]}),
    ]

    @admin.display(description="montrée", boolean=True)
    def is_shown(self, idea):
        return bool(idea.public_text)

    def get_readonly_fields(self, request, obj=None):
        """Shown or not: the moderator decides, once the idea is read."""
        names = [name for _, options in self.fieldsets for name in options["fields"]]
        is_new = obj is None or obj.state == IdeaState.RECEIVED
        names = names if is_new else [name for name in names if name != "public_text"]
        return [*names, "earlier_texts"]

    def save_model(self, request, obj, form, change):
        """Words that were shown, and are not any more, do not come back with an archive:
        somebody's name may be there.
        """
        super().save_model(request, obj, form, change)
        if "public_text" in form.changed_data and form.initial["public_text"]:
            note(Withdrawal.WITHDRAWN, obj)
