from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.utils import display_for_field, unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin


@dataclass(frozen=True)
class VersionLine:
    """One field of a version: its words then, and its words today."""

    label: str
    words: str
    today: str

    @property
    def has_changed(self) -> bool:
        return self.words != self.today


class VersionAdmin(SimpleHistoryAdmin):
    """The versions of a record are read, by whoever sees the record, and written by nobody: one copies their words
    into the form. The library's own page would save a whole old row, states and counters included."""

    object_history_form_template = "simple_history/version.html"

    @property
    def versions(self):
        """The manager of the versions, or nothing for a model that keeps none."""
        return getattr(self.model, getattr(self.model._meta, "simple_history_manager_attribute", ""), None)

    def revert_disabled(self, request, obj=None):
        return True

    def history_view(self, request, object_id, extra_context=None):
        if self.versions is None:
            return admin.ModelAdmin.history_view(self, request, object_id, extra_context)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        if self.versions is None or record is None or not version_id.isdecimal():
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        version = get_object_or_404(self.versions, **{self.opts.pk.attname: record.pk, "history_id": version_id})
        context = self.admin_site.each_context(request) | {
            "title": str(record),
            "opts": self.opts,
            "original": record,
            "version": version,
            "lines": self._version_lines(version, record),
        }
        return self.render_history_view(request, self.object_history_form_template, context | (extra_context or {}))

    def _version_lines(self, version, record) -> list[VersionLine]:
        fields = [field for field in version.tracked_fields if not field.primary_key]
        lines = [self._line(field, version, record) for field in fields]
        return [line for line in lines if line.words or line.today]

    def _line(self, field, version, record) -> VersionLine:
        return VersionLine(capfirst(field.verbose_name), self.words_of(version, field), self.words_of(record, field))

    def words_of(self, row, field) -> str:
        """As a person reads it; a related record that is gone says so."""
        try:
            value = getattr(row, field.name)
        except ObjectDoesNotExist:
            return "fiche supprimée depuis"
        if value is True or value is False:
            return "oui" if value else "non"
        return str(display_for_field(value, self.opts.get_field(field.name), ""))
