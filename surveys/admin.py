from django import forms
from django.contrib import admin
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html

from publishing.admin import RoomAdmin
from surveys import back_office
from surveys.models import Choice, PaperBatch, Question, QuestionLine, Section, Survey


class PieceInline(admin.TabularInline):
    """What a frozen questionnaire is made of can be read, not changed."""

    show_change_link = False

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not _is_frozen(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not _is_frozen(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not _is_frozen(obj)


class SectionInline(PieceInline):
    model = Section
    fields = ["order", "title"]
    extra = 1


class ChoiceInline(PieceInline):
    model = Choice
    fields = ["order", "label", "asks_text", "is_outside_scale"]
    extra = 3


class LineInline(PieceInline):
    model = QuestionLine
    fields = ["order", "label"]
    extra = 0
    verbose_name_plural = "lignes, seulement pour un tableau"


def _is_frozen(obj):
    survey = obj.section.survey if isinstance(obj, Question) else obj
    return survey is not None and survey.pk is not None and survey.is_frozen


@admin.register(Survey)
class SurveyAdmin(RoomAdmin):
    change_form_template = "surveys/admin/survey_change.html"
    inlines = [SectionInline]
    list_display = ["title", "state", "opens_on", "closes_on", "received", "model_mark"]
    list_filter = ["state", "is_model"]
    search_fields = ["title"]
    prepopulated_fields = {"reference": ["title"]}
    readonly_fields = ["state", "counted_on", "published_on"]
    fieldsets = [
        (None, {"fields": ["title", "reference", "intro", ("opens_on", "closes_on"), "homes"]}),
        ("Où en est-il\u00a0?", {"fields": [("state", "counted_on", "published_on")]}),
        ("Pour les éditeurs", {"fields": ["is_model", "editor_note"]}),
    ]

    @admin.display(description="réponses reçues", ordering="people")
    def received(self, survey):
        return survey.people

    @admin.display(description="modèle")
    def model_mark(self, survey):
        return "modèle à valider" if survey.is_model else ""

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(people=Count("responses"))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Answers are not thrown away by a click; a copy, a draft or an example may be."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_example or not obj.is_frozen)

    def get_actions(self, request):
        """Invented answers never become real ones, and surveys are not deleted by the batch."""
        refused = {"keep_selected", "delete_selected"}
        return {name: action for name, action in super().get_actions(request).items() if name not in refused}

    def get_urls(self):
        pages = [
            ("apercu", back_office.survey_preview, "preview"),
            ("resultats", back_office.survey_results, "results"),
            ("dupliquer", back_office.survey_duplicate, "duplicate"),
            ("etat/<slug:verb>", back_office.survey_act, "act"),
        ]
        wrap, given = self.admin_site.admin_view, {"model_admin": self}
        around = [
            path(f"<path:object_id>/{end}/", wrap(view), given, f"surveys_survey_{name}") for end, view, name in pages
        ]
        return around + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        survey = self.get_object(request, object_id)
        context = back_office.survey_context(request, survey) if survey else {}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))


class NumberedChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, choice):
        return f"{choice.question.text} → {choice.label}"


class QuestionForm(forms.ModelForm):
    """Offers the parts of one questionnaire, and the answers of its other questions as a condition."""

    condition_choice = NumberedChoiceField(Choice.objects.none(), required=False, label="dépend de la réponse")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        section = Section.objects.filter(pk=self.instance.section_id or _key(self.initial)).first()
        if section and "section" in self.fields:
            self.fields["section"].queryset = Section.objects.filter(survey=section.survey_id)
            self.fields["condition_choice"].queryset = (
                Choice.objects.filter(question__section__survey=section.survey_id)
                .exclude(question=self.instance.pk)
                .select_related("question")
                .order_by("question__section__order", "question__order", "order")
            )
            self.fields["condition_choice"].help_text = Question._meta.get_field("condition_choice").help_text


def _key(initial):
    text = str(initial.get("section", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@admin.register(Question)
class QuestionAdmin(RoomAdmin):
    """Reached from the page of its questionnaire, and back to it."""

    form = QuestionForm
    inlines = [ChoiceInline, LineInline]
    fieldsets = [
        (None, {"fields": [("section", "order"), "text", "kind", "max_choices", "help", "is_required"]}),
        (
            "Poser cette question seulement à certains",
            {"fields": ["condition_choice", "condition_rule"], "classes": ["collapse"]},
        ),
    ]

    def has_module_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and _is_frozen(obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and _is_frozen(obj))

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:surveys_survey_changelist")

    def response_post_save_add(self, request, obj):
        return _to_survey(obj)

    def response_post_save_change(self, request, obj):
        return _to_survey(obj)


def _to_survey(question):
    return redirect(reverse("admin:surveys_survey_change", args=[question.section.survey_id]) + "#questions")


@admin.register(PaperBatch)
class PaperBatchAdmin(RoomAdmin):
    list_display = ["label", "survey", "place", "handed_out", "returned", "typed", "entry_link"]
    list_filter = ["survey"]
    list_select_related = ["survey"]
    fields = ["survey", "label", "place", ("handed_out", "returned"), "entered_by"]
    readonly_fields = ["entered_by"]

    @admin.display(description="feuilles saisies", ordering="sheets_typed")
    def typed(self, batch):
        return batch.sheets_typed

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

    def get_urls(self):
        enter = self.admin_site.admin_view(back_office.sheet_enter)
        return [path("<int:batch_id>/saisir/", enter, name="surveys_paperbatch_enter"), *super().get_urls()]
