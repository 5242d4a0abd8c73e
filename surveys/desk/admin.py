from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from publishing.desk.admin import RoomAdmin
from surveys.desk import (
    back_office,
    builder,
    hall_desk,
    paper_views,
    poster_desk,
    rehearsal,
    result_desk,
    sheet_views,
    translation_desk,
)
from surveys.desk.next_step import next_step
from surveys.desk.survey_acts import ACTS
from surveys.models import Hall, PaperBatch, Posting, Survey
from surveys.questions.progress import progress_in_words


@admin.register(Survey)
class SurveyAdmin(RoomAdmin):
    acts = ACTS
    own_pages = [
        ("<path:object_id>/questions/", "build", builder.survey_build),
        ("<path:object_id>/papier/", "paper", paper_views.survey_paper),
        ("<path:object_id>/affichettes/", "posters", poster_desk.survey_posters),
        ("<path:object_id>/halls/", "halls", hall_desk.survey_halls),
        ("<path:object_id>/halls.pdf/", "halls_paper", hall_desk.survey_halls_paper),
        ("<path:object_id>/lettres/", "codes", paper_views.survey_codes),
        ("<path:object_id>/traductions/", "translate", translation_desk.survey_translate),
        ("<path:object_id>/apercu/", "preview", back_office.survey_preview),
        ("<path:object_id>/essai/", "rehearse", rehearsal.survey_rehearse),
        ("<path:object_id>/resultats/", "results", result_desk.survey_results),
        ("<path:object_id>/comparer/", "compare", result_desk.survey_compare),
        ("<path:object_id>/textes/", "texts", result_desk.text_read),
        ("<path:object_id>/reponses/", "export", result_desk.survey_export),
    ]
    change_form_template = "surveys/desk/survey_change.html"
    list_display = ["title", "stage", "opens_on", "closes_on", "received", "mark"]
    list_filter = ["state", "is_model"]
    search_fields = ["title"]
    refused_actions = ("keep_selected", "delete_selected")  # invented answers never become real ones
    prepopulated_fields = {"reference": ["title"]}
    readonly_fields = ["stage", "counted_on", "published_on"]
    fieldsets = [
        (None, {"fields": ["title", "reference", "intro", ("opens_on", "closes_on"), "homes", "needs_code"]}),
        ("Où en est-il\u00a0?", {"fields": [("stage", "counted_on", "published_on")]}),
        ("Pour les éditeurs", {"fields": ["is_model", "editor_note"]}),
    ]

    @admin.display(description="état", ordering="state")
    def stage(self, survey):
        return progress_in_words(survey, timezone.localdate())

    @admin.display(description="réponses reçues", ordering="people")
    def received(self, survey):
        return survey.people

    @admin.display(description="modèle, version")
    def mark(self, survey):
        return "modèle à valider" if survey.is_model else f"version {survey.version}" if survey.version > 1 else ""

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(people=Count("responses"))

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["needs_code"] if obj and obj.is_frozen else [])]

    def has_delete_permission(self, request, obj=None):
        """Answers are not thrown away by a click; a copy, a draft or an example may be."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_example or not obj.is_frozen)

    def response_add(self, request, obj, post_url_continue=None):
        """Once it has a title, its questions are written."""
        if "_addanother" in request.POST or "_continue" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self.message_user(request, "Questionnaire créé. Écrivez maintenant ses questions.")
        return redirect(reverse("admin:surveys_survey_build", args=[obj.pk]) + "?ici=section-add")

    def next_step(self, request, record):
        return next_step(request.user, record)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context |= {"parts": obj.questionnaire().parts, "is_frozen": obj.is_frozen}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(PaperBatch)
class PaperBatchAdmin(RoomAdmin):
    list_display = ["label", "entry_link", "place", "handed_out", "returned", "typed", "survey"]
    list_filter = [("survey", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["survey"]
    change_form_template = "surveys/desk/batch_change.html"
    own_pages = [
        ("<int:batch_id>/saisir/", "enter", sheet_views.sheet_enter),
        ("<int:batch_id>/numeroter/", "number", sheet_views.batch_number),
        ("<int:batch_id>/feuilles.pdf", "paper", paper_views.batch_paper),
    ]
    fieldsets = [
        (None, {"fields": ["survey", "label", "place"]}),
        (
            "Les feuilles",
            {"fields": [("handed_out", "handed_out_on"), ("returned", "returned_on"), "check_one_in"]},
        ),
        ("La saisie", {"fields": ["entered_by", "checks"]}),
    ]
    readonly_fields = ["entered_by", "checks"]

    def response_add(self, request, obj, post_url_continue=None):
        """Once it has a name, its sheets get their numbers."""
        if "_addanother" in request.POST or "_continue" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self.message_user(request, "Lot créé. Donnez maintenant leurs numéros aux feuilles, en bas de la page.")
        return redirect("admin:surveys_paperbatch_change", obj.pk)

    @admin.display(description="feuilles saisies", ordering="sheets_typed")
    def typed(self, batch):
        return batch.sheets_typed

    @admin.display(description="feuilles saisies deux fois")
    def checks(self, batch):
        if not batch.checked_sheets:
            return "aucune"
        different, compared = batch.different_answers, batch.compared_answers
        return f"{batch.checked_sheets}\u00a0: {different} réponses différentes sur {compared} comparées"

    @admin.display(description="saisie")
    def entry_link(self, batch):
        if not batch.survey.accepts_paper:
            return "fermée"
        return format_html(
            '<a href="{}">Saisir une feuille</a>', reverse("admin:surveys_paperbatch_enter", args=[batch.pk])
        )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(sheets_typed=Count("sheets"))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "survey":
            kwargs["queryset"] = Survey.objects.filter(
                state__in=[Survey.State.OPEN, Survey.State.CLOSED], counted_on=None, published_on=None
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["survey"] if obj else [])]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not obj.sheets.exists())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        batch = self.get_object(request, object_id)
        context = sheet_views.batch_context(batch) if batch else {}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))


@admin.register(Hall)
class HallAdmin(RoomAdmin):
    list_display = ["name", "is_used"]
    list_filter = ["is_used"]
    search_fields = ["name"]


@admin.register(Posting)
class PostingAdmin(RoomAdmin):
    """The register: what hangs where, since when; taken down with one date."""

    list_display = ["hall", "survey", "what", "put_up_on", "taken_down_on"]
    list_editable = ["taken_down_on"]
    list_filter = [("survey", admin.RelatedOnlyFieldListFilter), "hall"]
    list_select_related = ["hall", "survey"]
    fields = ["survey", "hall", "number", "put_up_on", "taken_down_on"]

    def get_changelist_form(self, request, **kwargs):
        """The date to fill in a line has a name too, for those who hear the page."""
        named = {"taken_down_on": AdminDateWidget({"aria-label": "Retirée le"})}
        return super().get_changelist_form(request, widgets=named, **kwargs)

    @admin.display(description="affichettes")
    def what(self, posting):
        return f"question {posting.number}" if posting.number else "toutes"

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "survey":
            kwargs["queryset"] = Survey.objects.with_public_results()
        if db_field.name == "hall" and request.resolver_match.url_name.endswith("_add"):
            kwargs["queryset"] = Hall.objects.filter(is_used=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
