from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone

from proposals.ideas.idea_forms import AdoptForm, ReplyForm, StudyForm
from proposals.models import Idea, IdeaCall, IdeaState
from publishing.desk.admin import RoomAdmin
from publishing.desk.received_admin import ReceivedAdmin
from publishing.erasing.withdrawn import Act, note

# What may be done to an idea that waits: its words, its form, and what the page says before.
VERBS = {
    "etudier": ("Mettre à l’étude", StudyForm, "L’idée est lue. Le Conseil en parlera. Vous pourrez choisir de la montrer."),
    "repondre": ("Répondre", ReplyForm, "L’idée ne devient pas une proposition. La personne lira votre réponse."),
    "adopter": (
        "En faire une proposition",
        AdoptForm,
        "Une proposition est créée, en brouillon. Vous complétez sa fiche, puis vous la publiez.",
    ),
}  # fmt: skip


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
class IdeaAdmin(ReceivedAdmin):
    """Read, shown or not, then answered by its verbs. The words of the resident are never changed here."""

    change_form_template = "proposals/ideas/admin_idea_change.html"
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
        """Words that were shown, and are not any more, do not come back with an archive: somebody's name may be there."""
        super().save_model(request, obj, form, change)
        if "public_text" in form.changed_data and form.initial["public_text"]:
            note(Act.WITHDRAWN, obj)

    def has_add_permission(self, request):
        return False

    def get_actions(self, request):
        """An invented idea never becomes a resident's."""
        return {name: action for name, action in super().get_actions(request).items() if name != "keep_selected"}

    def get_urls(self):
        page = path(
            "<uuid:key>/faire/<slug:verb>/", self.admin_site.admin_view(self.act_view), name="proposals_idea_act"
        )
        return [page, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        idea = self.get_object(request, object_id)
        waits = idea is not None and not idea.is_settled and self.has_change_permission(request, idea)
        offered = [(verb, label) for verb, (label, _, _) in VERBS.items() if verb != "etudier" or self._is_new(idea)]
        context = {"verbs": offered if waits else []}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def act_view(self, request, key, verb):
        idea = get_object_or_404(Idea, pk=key)
        if not self.has_change_permission(request, idea):
            raise PermissionDenied
        if verb not in VERBS or (idea.is_settled and request.method != "POST"):
            raise Http404
        label, form_class, explanation = VERBS[verb]
        initial = {"description": idea.public_text or idea.text}
        form = form_class(request.POST if request.method == "POST" else None, initial=initial)
        if form.is_valid() and self._act(request, idea, form, label):
            return redirect("admin:proposals_idea_change", idea.pk)
        context = {"title": label, "form": form, "idea": idea, "explanation": explanation, "opts": self.opts}
        return render(request, "proposals/ideas/admin_idea_act.html", self.admin_site.each_context(request) | context)

    def _act(self, request, idea, form, label):
        try:
            done = form.act(idea, timezone.localdate())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return False
        self.log_change(request, idea, label)
        messages.success(request, done)
        return True

    def _is_new(self, idea):
        return idea is not None and idea.state == IdeaState.RECEIVED
