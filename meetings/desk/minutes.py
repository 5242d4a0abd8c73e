from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from council.desk.admin_editor import EditorAdmin
from meetings.desk.minutes_acts import ACTS, next_step
from meetings.models import Minutes
from meetings.site.minutes_views import minutes_page, minutes_pdf
from publishing.desk.admin import RoomAdmin
from publishing.words.rich_text import render_html


@admin.register(Minutes)
class MinutesAdmin(EditorAdmin, RoomAdmin):
    """Written, read again, adopted, published: the text is free until it is adopted."""

    list_display = ["meeting", "stage_now", "adopted_at", "published_at"]
    list_filter = ["stage"]
    list_select_related = ["meeting", "adopted_at"]
    search_fields = ["meeting__title", "body"]
    search_help_text = "Cherchez un mot du compte rendu."
    acts = ACTS
    step_of = staticmethod(next_step)
    own_pages = [
        ("<int:pk>/apercu/", "preview", "preview"),
        ("<int:pk>/compte-rendu.pdf", "sheet", "sheet"),
    ]
    refused_actions = ("keep_selected",)  # an example is kept with its meeting, not alone

    def get_queryset(self, request):
        return super().get_queryset(request).newest_first()

    def get_fields(self, request, obj=None):
        body = "body" if obj is None or obj.is_editable else "text"
        return ["meeting", body] + ["stage_now", "adopted_at", "remarks", "published_at"] * bool(obj)

    def get_readonly_fields(self, request, obj=None):
        fields = [*super().get_readonly_fields(request, obj), "stage_now", "adopted_at", "remarks", "published_at"]
        return [*fields, "text"] + ["meeting"] * bool(obj)

    @admin.display(description="où en est-on", ordering="stage")
    def stage_now(self, minutes):
        return minutes.get_stage_display()

    @admin.display(description="texte")
    def text(self, minutes):
        return render_html(minutes.body)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "meeting":
            kwargs["queryset"] = db_field.related_model.objects.filter(minutes=None).newest_first()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.is_example = obj.meeting.is_example
        super().save_model(request, obj, form, change)

    def pages(self, request, record):
        names = {"Aperçu": "preview", "PDF": "sheet"}
        return [(words, reverse(f"admin:meetings_minutes_{name}", args=[record.pk])) for words, name in names.items()]

    def preview(self, request, pk):
        minutes = self._seen(request, pk)
        return minutes_page(request, minutes, minutes.meeting.attachments.all(), preview=True)

    def sheet(self, request, pk):
        return minutes_pdf(self._seen(request, pk))

    def _seen(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(Minutes.objects.with_meeting(), pk=pk)
