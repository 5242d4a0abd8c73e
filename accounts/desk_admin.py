from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404

from accounts.listed_lookups import first_words, is_listed


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
            [self.opts.pk.to_python(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)]
        except ValidationError as error:
            raise BadRequest(error.messages[0]) from error
        return super().response_action(request, queryset)

    def history_view(self, request, object_id, extra_context=None):
        """The history of what the person does not see is not seen either."""
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404
        return super().history_view(request, object_id, extra_context)
