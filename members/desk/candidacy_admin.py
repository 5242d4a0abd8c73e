import datetime
from dataclasses import replace
from urllib.parse import quote

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from members.desk.candidacy_answer import answer_to
from members.desk.candidacy_forms import CandidacyEntryForm, CandidacyFollowForm, PromoteForm, SeatForm
from members.desk.effect_admin import council_now
from members.models import Candidacy, CandidacyStatus, College
from members.models.candidacy import ANSWERED, CANDIDATES
from members.rules.effect import Effect, effects_of
from members.rules.seat import Seat
from publishing.desk.received_admin import ReceivedAdmin
from publishing.words.french_list import FrenchList


def effects_of_one_more(college: College, organisation: str, today: datetime.date) -> list[Effect]:
    """«Si cette candidature est acceptée»: every check today, and with one person more."""
    before = council_now()
    newcomer = Seat("candidature", "cette personne", college, organisation=organisation, starts_on=today)
    return effects_of(before, replace(before, seats=(*before.seats, newcomer)), today)[1]


class StageFilter(admin.SimpleListFilter):
    """The way from the first contact to the seat, one step after the other."""

    title = "étape"
    parameter_name = "etape"
    stages = {
        "contact": ("contacts", models.Q(status=CandidacyStatus.MET)),
        "candidature": ("candidatures sans réponse", models.Q(status__in=CANDIDATES)),
        "suppleance": ("en suppléance", models.Q(mandate__seat_kind="alternate")),
        "siege": ("siègent", models.Q(mandate__seat_kind="full")),
        "repondu": ("réponses données", models.Q(status__in=ANSWERED)),
    }

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _) in self.stages.items()]

    def queryset(self, request, queryset):
        return queryset.filter(self.stages[self.value()][1]) if self.value() in self.stages else queryset


@admin.register(Candidacy)
class CandidacyAdmin(ReceivedAdmin):
    """From contact to seat; nothing of it is ever public. The status only moves by its pages, which keep a trace."""

    form = CandidacyEntryForm
    change_form_template = "members/desk/candidacy_change.html"
    list_display = ["received_on", "name", "college_wished", "stage_now", "status", "channel", "answered_on"]
    list_display_links = ["received_on", "name"]
    list_filter = [StageFilter, "college", "channel"]
    list_select_related = ["mandate"]
    search_fields = ["name", "organisation", "email", "phone"]
    search_help_text = "Cherchez un nom, une organisation, une adresse ou un numéro."
    show_facets = admin.ShowFacets.ALWAYS
    readonly_fields = ["journey", "erased_on"]
    sent_fields = ["name", "organisation", "actor_kind", "email", "phone", "motivation"]
    fieldsets = [
        ("Où en est-on", {"fields": ["journey", "erased_on"]}),
        ("Comment elle est arrivée", {"fields": ["start", "channel", "met_at", "received_on", "is_helped"]}),
        ("La personne", {"fields": ["college", "name", "organisation", "actor_kind", "email", "phone", "motivation"]}),
        (None, {"fields": ["has_consented"]}),
    ]

    def get_changelist(self, request, **kwargs):
        return FrenchList

    def get_fieldsets(self, request, obj=None):
        journey, arrival, person, consent = self.fieldsets
        if obj is None:
            return [arrival, person, consent]
        fields = [name for name in arrival[1]["fields"] if name != "start"]
        return [journey, *self.earlier_fieldset(obj), (arrival[0], {"fields": fields}), person, consent]

    @admin.display(description="collège souhaité", ordering="college")
    def college_wished(self, candidacy):
        return candidacy.get_college_display() or "ne sait pas encore"

    @admin.display(description="étape")
    def stage_now(self, candidacy):
        return candidacy.stage

    @admin.display(description="chemin")
    def journey(self, candidacy):
        context = {"candidacy": candidacy, "steps": candidacy.steps.select_related("made_by")}
        return render_to_string("members/desk/journey.html", context)

    @admin.display(description="effacement")
    def erased_on(self, candidacy):
        return "12 mois après la réponse, sans rien faire." if candidacy.is_answered else "12 mois après votre réponse."

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and self.has_change_permission(request, obj):
            context["gestures"] = self._gestures(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _gestures(self, request, candidacy):
        gestures = [("Écrire une suite", "members_candidacy_follow")] * bool(candidacy.next_statuses)
        if CandidacyStatus.ACCEPTED in candidacy.next_statuses and self._may_seat(request):
            gestures.insert(0, ("Accepter\u00a0: donner un siège", "members_candidacy_seat"))
        if candidacy.is_alternate and self._may_seat(request):
            gestures.insert(0, ("Faire siéger cette suppléance", "members_candidacy_promote"))
        gestures.append(("Répondre à la personne", "members_candidacy_answer"))
        return [(label, reverse(f"admin:{name}", args=[candidacy.pk])) for label, name in gestures]

    def _may_seat(self, request):
        return request.user.has_perms(["members.change_candidacy", "members.add_member", "members.add_mandate"])

    # --- the pages of a gesture -----------------------------------------------------------------------------------
    def get_urls(self):
        pages = [("suite", "follow"), ("accepter", "seat"), ("sieger", "promote"), ("reponse", "answer")]
        both = require_http_methods(["GET", "HEAD", "POST"])
        addresses = [
            path(
                f"<uuid:pk>/{french}/",
                self.admin_site.admin_view(both(getattr(self, f"{name}_page"))),
                name=f"members_candidacy_{name}",
            )
            for french, name in pages
        ]
        return [*addresses, *super().get_urls()]

    def follow_page(self, request, pk):
        candidacy = self._wanted(request, pk)
        form = CandidacyFollowForm(request.POST or None, candidacy=candidacy, by=request.user)
        return self._act(request, candidacy, form, {"title": "Écrire une suite", "verb": "Écrire cette étape"})

    def seat_page(self, request, pk):
        """The effect on the composition stands above the form: it warns, and never blocks."""
        candidacy = self._wanted(request, pk)
        if not self._may_seat(request):
            raise PermissionDenied
        form = SeatForm(request.POST or None, candidacy=candidacy, by=request.user)
        wanted = [College(candidacy.college)] if candidacy.college else list(College)
        simulations = [self._simulation(college, candidacy.organisation) for college in wanted]
        context = {"title": "Accepter cette candidature", "verb": "Donner ce siège", "simulations": simulations}
        return self._act(request, candidacy, form, context)

    def promote_page(self, request, pk):
        candidacy = self._wanted(request, pk)
        if not self._may_seat(request):
            raise PermissionDenied
        form = PromoteForm(request.POST or None, candidacy=candidacy, by=request.user)
        simulations = []
        if candidacy.is_alternate:
            mandate = candidacy.mandate
            simulations = [self._simulation(College(mandate.college), mandate.organisation)]
        context = {"title": "Faire siéger cette suppléance", "verb": "Donner ce siège", "simulations": simulations}
        return self._act(request, candidacy, form, context)

    def _simulation(self, college, organisation):
        return college.label, effects_of_one_more(college, organisation, timezone.localdate())

    def answer_page(self, request, pk):
        """Nothing is sent from here: the person in charge reads, changes and sends with his own mail."""
        candidacy = self._wanted(request, pk)
        text = answer_to(candidacy)
        subject = f"Votre demande au {settings.COUNCIL.name}"
        link = f"mailto:{quote(candidacy.email)}?subject={quote(subject)}&body={quote(text)}" if candidacy.email else ""
        context = {"title": "Répondre à la personne", "text": text, "link": link}
        return self._page(request, candidacy, "members/desk/answer.html", context)

    def _act(self, request, candidacy, form, context):
        try:
            done = request.method == "POST" and form.is_done()
        except ValidationError as refusal:
            form.add_error(None, refusal)
            done = False
        if done:
            self.log_change(request, candidacy, candidacy.get_status_display())
            self.message_user(request, "C’est écrit. Vous pouvez maintenant répondre à la personne.", messages.SUCCESS)
            return redirect("admin:members_candidacy_answer", candidacy.pk)
        return self._page(request, candidacy, "members/desk/gesture.html", context | {"form": form})

    def _page(self, request, candidacy, template, context):
        context = self.admin_site.each_context(request) | {"opts": self.opts, "record": candidacy} | context
        form = context.get("form")
        return render(request, template, context, status=422 if form and form.errors else 200)

    def _wanted(self, request, pk):
        candidacy = self.get_object(request, str(pk))
        if candidacy is None:
            raise Http404
        if not self.has_change_permission(request, candidacy):
            raise PermissionDenied
        return candidacy
