import copy

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.http import Http404

from accounts.desk.listed_lookups import first_words, is_listed
from accounts.desk.writing_views import opened, second_writer


class DeskAdmin(admin.ModelAdmin):
    """What every list and form of the back office obeys, whoever wrote it: `PortalAdminSite` puts it before each
    class that it registers."""

    def lookup_allowed(self, lookup, value, request=None):
        return request is not None and is_listed(self, request, lookup, value)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, first_words(search_term))

    def response_action(self, request, queryset):
        """What was ticked names rows: 400 for anything else."""
        try:
            for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
                self.opts.pk.run_validators(self.opts.pk.to_python(key))
        except ValidationError as error:
            raise BadRequest(error.messages[0]) from error
        return super().response_action(request, queryset)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A save that would put old values back shows both versions instead (`accounts.desk.two_writers`)."""
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            both = self._both_versions(request, unquote(object_id))
            return both or super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and self.has_change_permission(request, obj):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["opened"] = opened(request, [context["adminform"].form], formsets)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _both_versions(self, request, key):
        record = self.get_object(request, key)
        if record is None or not self.has_change_permission(request, record):
            return None
        return second_writer(request, record, lambda: self._as_stored(request, key))

    def _as_stored(self, request, key):
        """The form and its rows as a page opened now would show them."""
        opening, record = copy.copy(request), self.get_object(request, key)
        opening.method = "GET"
        fields = flatten_fieldsets(self.get_fieldsets(opening, record))
        form = self.get_form(opening, record, change=True, fields=fields)(instance=record)
        return [form], self._create_formsets(opening, record, change=True)[0]

    def history_view(self, request, object_id, extra_context=None):
        """The history of what the person does not see is not seen either."""
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404
        return super().history_view(request, object_id, extra_context)
