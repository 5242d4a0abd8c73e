from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from council.desk.admin import PUBLICATION, doubt
from publishing.desk.admin import RoomAdmin
from publishing.desk.choice_filter import ChoiceFilter
from publishing.desk.closed_rights import NotAdded, NotChanged, NotDeleted
from publishing.desk.photo_admin import CreditedPhotoAdmin, RemovalRequestAdmin
from publishing.desk.received_admin import ReceivedAdmin
from walks.desk import back_office
from walks.desk.seen_by import dispatches_seen_by, observations_seen_by, walks_seen_by
from walks.desk.walk_acts import OBSERVATION_ACTS, WALK_ACTS, next_step
from walks.models import (
    Criterion,
    Dispatch,
    Grid,
    Observation,
    ObservationPhoto,
    ObservationPhotoRemovalRequest,
    ResidentReport,
    StatusChange,
    Stop,
    Walk,
)
from walks.rules.vocabulary import Moderation


class CriterionInline(admin.TabularInline):
    model = Criterion
    extra = 1


@admin.register(Grid)
class GridAdmin(RoomAdmin):
    list_display = ["name", "note"]
    inlines = [CriterionInline]
    prepopulated_fields = {"reference": ["name"]}


class StopInline(admin.TabularInline):
    model = Stop
    extra = 1
    fields = ["position", "name", "street", "latitude", "longitude"]


@admin.register(Walk)
class WalkAdmin(RoomAdmin):
    acts = WALK_ACTS
    change_form_template = "walks/desk/walk_change.html"
    own_pages = [
        ("<int:walk>/saisie", "enter", back_office.observation_enter),
        ("<int:walk>/feuilles.pdf", "sheets", back_office.walk_sheets),
    ]
    list_display = ["title", "date", "entry", doubt]
    list_filter = ["is_doubtful"]
    search_fields = ["title", "text"]
    inlines = [StopInline]
    fieldsets = [
        (None, {"fields": ["title", "starts_on", "start_time", "text", "grid"]}),
        ("Le jour de la marche", {"fields": ["weather", "groups", "participants"]}),
        ("La restitution", {"fields": ["shared_on", "shared_with"]}),
        PUBLICATION,
        (
            "Date imprécise, adresse, marche d’avant",
            {
                "classes": ["collapse"],
                "fields": ["precision", "ends_on", "is_year_inferred", "lost_photo_credit", "reference", "follows"],
            },
        ),
        RoomAdmin.source_fieldset,
    ]

    def get_queryset(self, request):
        return walks_seen_by(request.user).newest_first()

    def delete_model(self, request, obj):
        obj.erase()

    @admin.display(description="que faire")
    def entry(self, walk):
        return format_html(
            '<a href="{}">Saisir des observations</a>', reverse("admin:walks_walk_enter", args=[walk.pk])
        )


class StatusChangeInline(NotAdded, NotChanged, admin.TabularInline):
    """The journal: read, never written by hand."""

    model = StatusChange
    extra = max_num = 0
    can_delete = False
    fields = readonly_fields = ["changed_on", "status", "words", "by", "due_on"]


class ReviewFilter(ChoiceFilter):
    title = "ce qui attend"
    parameter_name = "attente"
    choices_by_word = {
        "relire": ("à relire", lambda rows: rows.to_review()),
        "envoyer": ("à envoyer", lambda rows: rows.to_send()),
        "reponse": ("sans réponse", lambda rows: rows.waiting_for_an_answer()),
    }


@admin.register(Observation)
class ObservationAdmin(RoomAdmin):
    acts = OBSERVATION_ACTS
    step_of = staticmethod(next_step)
    list_display = ["__str__", "walk", "category", "place", "state", "addressed_to", "answer_link"]
    list_filter = [ReviewFilter, "status", "kind", "category", "addressed_to"]
    list_filter += [("walk", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["walk", "stop"]
    search_fields = ["text", "place_words", "stop__name"]
    readonly_fields = ["walk", "state", "sent_on", "answered_on", "due_on", "done_on"]
    actions = ["approve_selected"]
    inlines = [StatusChangeInline]
    fieldsets = [
        (None, {"fields": ["walk", "state", "stop", "place_words", "kind", "category", "text", "suggestion"]}),
        ("Ampleur", {"fields": ["size", "is_repeated", "is_urgent", "criterion"]}),
        ("Suites", {"fields": ["addressed_to", "sent_on", "answered_on", "due_on", "done_on"]}),
        ("Relecture et publication", {"fields": ["reviewed_on", "publication", "publish_from"]}),
        ("Point de carte", {"classes": ["collapse"], "fields": ["latitude", "longitude"]}),
    ]

    def has_add_permission(self, request):
        """Observations are entered from their walk, which gives them their number."""
        return False

    def get_queryset(self, request):
        return observations_seen_by(request.user).in_order()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        observation = request.resolver_match.kwargs.get("object_id")
        if db_field.name == "stop" and observation:
            kwargs["queryset"] = Stop.objects.filter(walk__observations=observation)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def delete_model(self, request, obj):
        obj.erase()

    @admin.display(description="statut", ordering="status")
    def state(self, observation):
        return observation.get_status_display()

    @admin.display(description="répondre")
    def answer_link(self, observation):
        links = [(self.act_address(act, observation), act.label) for act in self.acts if act.suits(observation)]
        return format_html_join(" ", '<a href="{}">{}</a>', links)

    @admin.action(description="Relues : ni nom, ni plaque, ni visage. Publier", permissions=["change"])
    def approve_selected(self, request, queryset):
        done = 0
        for observation in queryset:
            try:
                observation.approve(timezone.localdate())
            except ValidationError as error:
                self.message_user(request, f"{observation}\u00a0: {' '.join(error.messages)}", messages.ERROR)
                continue
            self.log_change(request, observation, "Relue et publiée")
            done += 1
        if done:
            words = f"{done} observation{pluralize(done)} relue{pluralize(done)} et publiée{pluralize(done)}."
            self.message_user(request, words, messages.SUCCESS)


@admin.register(Dispatch)
class DispatchAdmin(NotAdded, NotDeleted, RoomAdmin):
    own_pages = [
        ("<int:dispatch>/lettre.pdf", "letter", back_office.dispatch_letter),
        ("<int:dispatch>/tableau.xlsx", "sheet", back_office.dispatch_sheet),
        ("<int:dispatch>/reponses", "import", back_office.dispatch_import),
    ]
    list_display = ["__str__", "walk", "papers"]
    list_select_related = ["walk"]
    fields = readonly_fields = ["walk", "addressed_to", "sent_on", "papers"]

    def get_queryset(self, request):
        return dispatches_seen_by(request.user)

    @admin.display(description="papiers")
    def papers(self, dispatch):
        names = ["walks_dispatch_letter", "walks_dispatch_sheet", "walks_dispatch_import"]
        addresses = [reverse(f"admin:{name}", args=[dispatch.pk]) for name in names]
        return format_html(
            '<a href="{}">La lettre (PDF)</a> · <a href="{}">Le tableau à remplir</a>'
            ' · <a href="{}">Enregistrer le tableau rempli</a>',
            *addresses,
        )


@admin.register(ResidentReport)
class ResidentReportAdmin(NotAdded, ReceivedAdmin):
    list_display = ["__str__", "observation", "moderation"]
    list_filter = ["moderation", "verdict"]
    list_select_related = ["observation"]
    fields = ["observation", "verdict", "message", "sent_on", "moderation"]
    readonly_fields = ["observation", "verdict", "message", "sent_on"]
    actions = ["count_selected", "refuse_selected"]
    sent_fields = ["verdict", "message"]

    @admin.action(description="Relus : les compter sur le site", permissions=["change"])
    def count_selected(self, request, queryset):
        self._moderate(request, queryset, Moderation.SHOWN)

    @admin.action(description="Les écarter", permissions=["change"])
    def refuse_selected(self, request, queryset):
        self._moderate(request, queryset, Moderation.REFUSED)

    def _moderate(self, request, queryset, moderation):
        for report in queryset:
            report.moderate(moderation)
            self.log_change(request, report, moderation.label)
        self.message_user(request, f"C’est fait\u00a0: {moderation.label}.", messages.SUCCESS)


@admin.register(ObservationPhoto)
class ObservationPhotoAdmin(CreditedPhotoAdmin):
    list_display = ["caption", "observation", "credit", "missing"]
    list_select_related = ["observation"]
    readonly_fields = ["observation", *CreditedPhotoAdmin.readonly_fields]
    fieldsets = [
        (None, {"fields": ["observation", *CreditedPhotoAdmin.fieldsets[0][1]["fields"]]}),
        *CreditedPhotoAdmin.fieldsets[1:],
    ]

    def has_add_permission(self, request):
        """Photos come with the observation, or from its page."""
        return False


@admin.register(ObservationPhotoRemovalRequest)
class ObservationPhotoRemovalRequestAdmin(RemovalRequestAdmin):
    pass
