from django.contrib import admin
from django.db.models import Count, Q

from proposals.models import Round, RoundState
from proposals.priorities import round_back_office
from proposals.priorities.round_acts import ACTS, next_step
from proposals.priorities.round_forms import RoundForm
from publishing.desk.admin import RoomAdmin

STILL_OPEN = {"closes_on", "intro"}


@admin.register(Round)
class RoundAdmin(RoomAdmin):
    """Prepared here; opened, closed and published by its acts. Ballots have no page."""

    acts = ACTS
    step_of = staticmethod(next_step)
    own_pages = [
        ("<int:key>/codes/", "codes", round_back_office.round_codes),
        ("<int:key>/bulletin-papier/", "paper_ballot", round_back_office.paper_ballot),
        ("<int:key>/papier/", "paper", round_back_office.round_paper),
        ("<int:key>/signatures/", "signatures", round_back_office.signature_sheet),
    ]
    form = RoundForm
    change_form_template = "proposals/priorities/admin_round_change.html"
    list_display = ["title", "state", "opens_on", "closes_on", "turnout"]
    list_filter = ["state"]
    search_fields = ["title"]
    search_help_text = "Cherchez un mot du titre."
    refused_actions = ("keep_selected", "delete_selected")  # invented ballots never become real ones
    prepopulated_fields = {"reference": ["title"]}
    readonly_fields = ["state"]
    fieldsets = [
        (None, {"fields": ["title", "reference", "intro", "state"]}),
        ("Le vote", {"fields": ["method", "budget", "includes_alternates", "closes_on"]}),
        ("La liste", {"fields": ["proposals"]}),
    ]

    @admin.display(description="ont voté")
    def turnout(self, ballot_round):
        return f"{ballot_round.voted} sur {ballot_round.invited}" if ballot_round.invited else ""

    def get_queryset(self, request):
        voted = Count("voters", filter=Q(voters__has_voted=True))
        return super().get_queryset(request).annotate(invited=Count("voters"), voted=voted)

    def get_readonly_fields(self, request, obj=None):
        """Once the vote is open, only its last day and its words still move."""
        fields = list(super().get_readonly_fields(request, obj))
        if obj is None or obj.state == RoundState.DRAFT:
            return fields
        return [*fields, *(name for name in RoundForm.Meta.fields if name not in STILL_OPEN)]

    def get_fieldsets(self, request, obj=None):
        in_preparation = obj is None or obj.state == RoundState.DRAFT
        return self.fieldsets if in_preparation else self.fieldsets[:2]

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.state in (RoundState.DRAFT, RoundState.OPEN))

    def has_delete_permission(self, request, obj=None):
        """Ballots are not thrown away by a click."""
        return super().has_delete_permission(request, obj) and (
            obj is None or obj.is_example or obj.state == RoundState.DRAFT
        )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.instance.state == RoundState.DRAFT and "proposals" in form.cleaned_data:
            form.instance.propose(form.cleaned_data["proposals"])

    def pages(self, request, record):
        return round_back_office.round_pages(request.user, record)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= round_back_office.round_context(request, obj) if obj else {}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
