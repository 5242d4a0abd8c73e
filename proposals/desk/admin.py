import re

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Q
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from meetings.models import AgendaItem
from proposals.desk import milestone_admin, reference_admin  # noqa: F401  (they register themselves)
from proposals.desk.proposal_acts import ACTS
from proposals.desk.proposal_import import PROPOSALS
from proposals.ideas import idea_admin  # noqa: F401  (they register themselves)
from proposals.models import Chapter, Decision, Passage, Proposal
from proposals.priorities import round_admin  # noqa: F401  (they register themselves)
from publishing.desk.act_pages import MAX_BATCH
from publishing.desk.admin import RoomAdmin
from publishing.desk.choice_filter import ChoiceFilter
from publishing.desk.closed_rights import ReadOnly
from publishing.desk.next_step import NextStep
from publishing.sheets.sheet_import_view import import_page

RECENT_SUBJECTS = 40


def _subjects_near(number):
    """The subjects of the last meetings, and those that the proposal already has."""
    recent = AgendaItem.objects.order_by("-meeting__starts_on", "order").values_list("pk", flat=True)[:RECENT_SUBJECTS]
    chosen = Q(pk__in=list(recent)) | Q(proposals=number) if number else Q(pk__in=list(recent))
    return AgendaItem.objects.filter(chosen).select_related("meeting").distinct()


class PendingFilter(ChoiceFilter):
    title = "décisions en attente"
    parameter_name = "attente"
    choices_by_word = {"oui": ("à publier", lambda rows: rows.with_pending_decisions())}


class LackingFilter(ChoiceFilter):
    """What still has to be asked, found or told."""

    title = "ce qui manque"
    parameter_name = "manque"
    choices_by_word = {
        "titre": ("le titre", lambda rows: rows.filter(title="")),
        "fiche": ("la fiche", lambda rows: rows.without_sheet()),
        "raison": ("la raison", lambda rows: rows.without_reason()),
        "nouvelles": ("des nouvelles (120 jours)", lambda rows: rows.without_news(timezone.localdate())),
    }


@admin.register(Proposal)
class ProposalAdmin(RoomAdmin):
    """The sheet is edited here; the status only moves by «Décider»."""

    acts = ACTS
    own_pages = [("importer/", "import", "import_view"), ("decider/", "former_decide", "former_decide_view")]
    change_list_template = "proposals/desk/proposal_list.html"
    raw_id_fields = ["observation"]
    list_display = ["number", "name", "status", "pending", "chapter", "delivery", "publication"]
    list_display_links = ["number", "name"]
    list_filter = ["status", PendingFilter, LackingFilter, "chapter", "commissions", "delivery", "is_doubtful"]
    list_select_related = ["chapter"]
    search_fields = ["title", "finding", "objective", "description", "location"]
    search_help_text = "Cherchez un mot du titre ou de la fiche."
    actions = ["decide_selected", "publish_selected"]
    fieldsets = [
        (None, {"fields": ["number", "title", "status_now", "publication", "publish_from"]}),
        (
            "Où la ranger",
            {"fields": ["chapter", "is_chapter_inferred", "commissions", "origin", "observation", "agenda_items"]},
        ),
        (
            "La fiche",
            {"fields": ["finding", "objective", "description", "location", "audience", "partners", "schedule"]},
        ),
        ("Le coût", {"fields": ["cost", "cost_estimated_on"]}),
        ("Le suivi", {"fields": ["is_shared", "shared_on", "delivery", "responsible"]}),
        ("Le journal des décisions", {"fields": ["journal"]}),
        RoomAdmin.source_fieldset,
    ]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "status_now", "journal", *(["number"] if obj else [])]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name != "agenda_items":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        number = request.resolver_match.kwargs.get("object_id")
        field = super().formfield_for_manytomany(db_field, request, queryset=_subjects_near(number), **kwargs)
        field.label_from_instance = lambda item: f"{item.meeting}\u00a0: {item.title}"
        return field

    def get_changeform_initial_data(self, request):
        """The number after the last real one; the examples have theirs far above."""
        last = Proposal.objects.real().aggregate(last=Max("number"))["last"] or 0
        return {"number": last + 1} | super().get_changeform_initial_data(request)

    def save_model(self, request, obj, form, change):
        """The status is read again under a lock: a decision taken meanwhile is not undone by this form."""
        if change:
            obj.status = Proposal.objects.select_for_update().get(pk=obj.pk).status
        super().save_model(request, obj, form, change)

    @admin.display(description="titre", ordering="title")
    def name(self, proposal):
        return str(proposal)

    @admin.display(description="statut")
    def status_now(self, proposal):
        if proposal is None or proposal.pk is None:
            return "À compléter. Vous pourrez décider après l’enregistrement."
        decided = proposal.decided_status
        later = "" if decided == proposal.status else f". Décidé, pas encore publié\u00a0: {decided.label}"
        return f"{proposal.get_status_display()}{later}"

    @admin.display(description="de la plus récente à la plus ancienne")
    def journal(self, proposal):
        lines = proposal.decisions.select_related("meeting", "recorded_by") if proposal.pk else []
        return render_to_string("proposals/desk/journal.html", {"lines": lines})

    @admin.display(description="à publier")
    def pending(self, proposal):
        count = proposal.pending_count
        return f"{count} décision{pluralize(count)}" if count else ""

    def get_queryset(self, request):
        return super().get_queryset(request).with_pending_count()

    def next_step(self, request, record):
        return NextStep(sentences=[f"{self.status_now(record)}."], wanted="decider")

    def import_view(self, request):
        """Lines come with decisions: who imports may also decide."""
        if not (self.has_add_permission(request) and self.has_decide_permission(request)):
            raise PermissionDenied
        back = reverse("admin:proposals_proposal_changelist")
        words = {"title": "Importer des propositions", "noun": "proposition", "back": back}
        return import_page(request, PROPOSALS, **words, context=self.admin_site.each_context(request))

    def has_decide_permission(self, request):
        return request.user.has_perm("proposals.add_decision")

    @admin.action(description="Décider : changer le statut", permissions=["decide"])
    def decide_selected(self, request, queryset):
        keys = "-".join(str(proposal.pk) for proposal in queryset[:MAX_BATCH])
        if not keys:
            self.message_user(request, "Choisissez au moins une proposition.", messages.WARNING)
            return redirect("admin:proposals_proposal_changelist")
        return redirect("admin:proposals_proposal_act", keys, ACTS[0].name)

    def former_decide_view(self, request):
        """«/decider/?numeros=1-4», as it was: the numbers, where the keys now stand."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        numbers = re.findall(r"\b[0-9]{1,9}\b", request.GET.get("numeros", ""))
        return self.decide_selected(request, Proposal.objects.filter(number__in=numbers))

    @admin.action(description="Publier les décisions en attente", permissions=["decide"])
    def publish_selected(self, request, queryset):
        count = 0
        for proposal in queryset.with_pending_decisions():
            count += proposal.publish_decisions()
            self.log_change(request, proposal, "Décisions publiées")
        self.message_user(request, f"{count} décision{pluralize(count)} publiée{pluralize(count)}.", messages.SUCCESS)


@admin.register(Decision)
class DecisionAdmin(ReadOnly, RoomAdmin):
    """The whole journal, to read. A correction is a new line, written from the proposal."""

    list_display = ["proposal", "line", "status", "date", "decided_by", "is_published", "recorded_on"]
    list_display_links = ["proposal", "line"]
    list_filter = ["status", "is_published"]
    list_select_related = ["proposal"]
    search_fields = ["proposal__title", "reason", "decided_by"]
    search_help_text = "Cherchez un mot d’une raison ou du titre."
    ordering = ["-recorded_on", "proposal__number", "-line"]

    @admin.display(description="date")
    def date(self, decision):
        return decision.when.label


@admin.register(Chapter)
class ChapterAdmin(RoomAdmin):
    list_display = ["name", "position", "is_doubtful"]
    search_fields = ["name"]
    search_help_text = "Cherchez par nom."
    fieldsets = [(None, {"fields": ["name", "reference", "position"]}), RoomAdmin.source_fieldset]
    prepopulated_fields = {"reference": ["name"]}


@admin.register(Passage)
class PassageAdmin(RoomAdmin):
    list_display = ["reference", "subject", "text", "publication"]
    list_filter = ["subject"]
    search_fields = ["text", "source_text"]
    search_help_text = "Cherchez un mot du texte."
    fieldsets = [
        (None, {"fields": ["subject", "text", "position", "reference", "publication", "publish_from"]}),
        RoomAdmin.source_fieldset,
    ]
