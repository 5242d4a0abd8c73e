from django.contrib import admin, messages
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.template.defaultfilters import pluralize
from django.utils import timezone

from publishing.desk.act_pages import ActPages
from publishing.desk.version_admin import VersionAdmin
from publishing.erasing.withdrawn import Withdrawal, note
from publishing.example import DemoContent
from publishing.files.images import PhotoField
from publishing.files.private_storage import FileNotStored, whole_or_nothing
from publishing.files.stored_upload import refusing
from publishing.paper.printable import missing_letters
from publishing.photos.credited_photo import SHOWN
from publishing.publishable import Publishable
from publishing.sourced import Sourced
from publishing.words.french_list import FrenchList

NOT_PRINTED = (
    "Nos polices ne savent pas dessiner\u00a0: {}. "
    "Sur le papier, une lettre devient «\u00a0?\u00a0» et un dessin disparaît\u00a0; "
    "sur le site, rien ne manque."
)


class RoomAdmin(ActPages, VersionAdmin):
    """The manners of every back-office list and form of the house."""

    show_facets = admin.ShowFacets.NEVER
    refused_actions: tuple[str, ...] = ()
    list_per_page = 50
    source_fieldset = (
        "D’où vient cette information",
        {
            "classes": ["collapse"],
            "fields": ["source_text", "source_ids", "state_as_of", "is_doubtful", "editor_note", "updated_on"],
        },
    )

    def get_changelist(self, request, **kwargs):
        return FrenchList

    def get_list_display(self, request):
        """Every list says what is public and what is invented."""
        columns = list(super().get_list_display(request))
        if issubclass(self.model, Publishable) and "publication" not in columns:
            columns.append("publication")
        if issubclass(self.model, DemoContent):
            columns.append("example_mark")
        return columns

    def get_list_filter(self, request):
        filters = list(super().get_list_filter(request))
        if issubclass(self.model, Publishable) and "publication" not in filters:
            filters.append("publication")
        if issubclass(self.model, DemoContent) and "is_example" not in filters:
            filters.append("is_example")
        return filters

    @admin.display(description="exemple")
    def example_mark(self, record):
        return "exemple" if record.is_example else ""

    @admin.display(description="date", ordering="starts_on")
    def date(self, record):
        return record.when.label

    def get_readonly_fields(self, request, obj=None):
        fields = list(super().get_readonly_fields(request, obj))
        if issubclass(self.model, Sourced):
            fields += ["source_ids", "source_text", "updated_on"]
        return fields

    def get_prepopulated_fields(self, request, obj=None):
        """An address that is known does not change with the title."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.ImageField):
            kwargs["form_class"] = PhotoField
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Boxes to tick: no script, and nothing to hold down on the keyboard."""
        if db_field.name not in [*self.autocomplete_fields, *self.raw_id_fields]:
            kwargs.setdefault("widget", CheckboxSelectMultiple())
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and getattr(obj, "is_example", False):
            context["subtitle"] = f"{obj} – exemple inventé"
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A file that the disk refuses is a mistake of its field: the page comes back with what was typed."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with whole_or_nothing():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except FileNotStored as error:
            request.refused_file = error
            for upload in request.FILES.values():
                upload.seek(0)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        refused = getattr(request, "refused_file", None)
        return refusing(form, refused, or_whole=not request.FILES) if refused else form

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if refused := getattr(request, "refused_file", None):
                formset.form = refusing(formset.form, refused)
            yield formset, inline

    def get_view_on_site_url(self, obj=None):
        """«Voir sur le site»: the page itself, and only once the public may see it."""
        if obj is None or not hasattr(obj, "get_absolute_url") or not getattr(obj, "is_public", True):
            return None
        return obj.get_absolute_url()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and form.initial.get("publication") in SHOWN and form.instance.publication not in SHOWN:
            note(Withdrawal.WITHDRAWN, form.instance)
        sent = [form, *(one for formset in formsets for one in formset.forms)]
        if letters := missing_letters([getattr(one, "cleaned_data", {}) for one in sent]):
            self.message_user(request, NOT_PRINTED.format("\u00a0".join(letters)), messages.WARNING)

    def save_model(self, request, obj, form, change):
        """A person who saves a sourced record vouches for it: it is no longer «état à l’été 2018»."""
        if isinstance(obj, Sourced):
            obj.updated_on = timezone.localdate()
        super().save_model(request, obj, form, change)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        """One after the other: what hangs on a row, on the disk too, goes with it."""
        for record in queryset:
            self.delete_model(request, record)

    def get_actions(self, request):
        actions = super().get_actions(request)
        offered = self.has_change_permission(request)
        for base, action, words in [
            (Sourced, confirm_selected, "Confirmer : c’est toujours vrai aujourd’hui"),
            (DemoContent, keep_selected, "Ce n’est plus un exemple : garder pour de vrai"),
        ]:
            if offered and issubclass(self.model, base):
                actions[action.__name__] = (action, action.__name__, words)
        return {name: action for name, action in actions.items() if name not in self.refused_actions}


def confirm_selected(modeladmin, request, queryset):
    for record in queryset:
        record.confirm(timezone.localdate())
        modeladmin.log_change(request, record, "Confirmé")
    _say(modeladmin, request, len(queryset), "confirmée")


def keep_selected(modeladmin, request, queryset):
    """An example that somebody made his own: removing the examples will leave it in place."""
    examples = list(queryset.filter(is_example=True))
    for record in examples:
        record.keep()
        modeladmin.log_change(request, record, "Ce n’est plus un exemple")
    _say(modeladmin, request, len(examples), "gardée")


def _say(modeladmin, request, count, verb):
    modeladmin.message_user(request, f"{count} fiche{pluralize(count)} {verb}{pluralize(count)}.", messages.SUCCESS)
