from urllib.parse import quote

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from members.desk.candidacy_acts import ACTS, next_step
from members.desk.candidacy_answer import answer_to
from members.desk.candidacy_forms import CandidacyEntryForm
from members.models import Candidacy, CandidacyStatus
from members.models.candidacy import ANSWERED, CANDIDATES
from publishing.desk.choice_filter import ChoiceFilter
from publishing.desk.received_admin import ReceivedAdmin


class StageFilter(ChoiceFilter):
    """The way from the first contact to the seat, one step after the other."""

    title = "étape"
    parameter_name = "etape"
    choices_by_word = {
        "contact": ("contacts", lambda rows: rows.filter(status=CandidacyStatus.MET)),
        "candidature": ("candidatures sans réponse", lambda rows: rows.filter(status__in=CANDIDATES)),
        "suppleance": ("en suppléance", lambda rows: rows.filter(mandate__seat_kind="alternate")),
        "siege": ("siègent", lambda rows: rows.filter(mandate__seat_kind="full")),
        "repondu": ("réponses données", lambda rows: rows.filter(status__in=ANSWERED)),
    }


@admin.register(Candidacy)
class CandidacyAdmin(ReceivedAdmin):
    """From contact to seat; nothing of it is ever public. The status only moves by its acts, which keep a trace."""

    form = CandidacyEntryForm
    acts = ACTS
    step_of = staticmethod(next_step)
    own_pages = [("<uuid:pk>/reponse/", "answer", "answer_page")]
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

    def pages(self, request, record):
        address = reverse("admin:members_candidacy_answer", args=[record.pk])
        return [("Répondre à la personne", address)] if self.has_change_permission(request, record) else []

    def answer_page(self, request, pk):
        """Nothing is sent from here: the person in charge reads, changes and sends with his own mail."""
        candidacy = self.get_object(request, str(pk))
        if candidacy is None:
            raise Http404
        if not self.has_change_permission(request, candidacy):
            raise PermissionDenied
        text = answer_to(candidacy)
        subject = f"Votre demande au {settings.COUNCIL.name}"
        link = f"mailto:{quote(candidacy.email)}?subject={quote(subject)}&body={quote(text)}" if candidacy.email else ""
        context = {"title": "Répondre à la personne", "text": text, "link": link, "opts": self.opts}
        context |= self.admin_site.each_context(request) | {"record": candidacy}
        return render(request, "members/desk/answer.html", context)
