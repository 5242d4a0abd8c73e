from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from council.desk.admin import PUBLICATION, doubt
from council.desk.admin_editor import EditorAdmin
from events.models import Event, Photo, PhotoRemovalRequest
from publishing.desk.admin import RoomAdmin
from publishing.desk.choice_filter import ChoiceFilter
from publishing.desk.photo_admin import CreditedPhotoAdmin, RemovalRequestAdmin
from publishing.photos.photo_upload_view import photo_upload_page


class WaitingFilter(ChoiceFilter):
    title = "à venir ou passé"
    parameter_name = "quand"
    choices_by_word = {
        "avenir": ("à venir", lambda rows: rows.upcoming(timezone.localdate())),
        "passe": ("passé", lambda rows: rows.past(timezone.localdate())),
    }


@admin.register(Event)
class EventAdmin(EditorAdmin, RoomAdmin):
    change_form_template = "events/admin_event_change.html"
    list_display = ["title", "date", "kind", "photos_link", doubt]
    list_filter = [WaitingFilter, "kind", "is_doubtful"]
    list_select_related = ["place"]
    search_fields = ["title", "lead", "place__name"]
    search_help_text = "Cherchez par titre ou par lieu."
    prepopulated_fields = {"reference": ["title"]}
    own_pages = [("<int:event>/photos/ajouter/", "add_photos", "add_photos")]
    fieldsets = [
        (None, {"fields": ["title", "kind", "starts_on", "start_time", "end_time", "place", "lead", "text"]}),
        ("Avec qui, et combien de contacts", {"fields": ["partners", "contacts_taken"]}),
        PUBLICATION,
        (
            "Date imprécise, annulation, adresse",
            {"classes": ["collapse"], "fields": ["precision", "ends_on", "cancellation_reason", "reference"]},
        ),
        RoomAdmin.source_fieldset,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).newest_first()

    def add_photos(self, request, event):
        if not request.user.has_perm("events.add_photo"):
            raise PermissionDenied
        event = get_object_or_404(Event, pk=event)

        def new_photo(**fields):
            place = {"event": event, "position": event.photos.count() + 1, "is_example": event.is_example}
            return Photo(caption=event.title, **place, **fields)

        return photo_upload_page(
            request,
            title=f"Ajouter des photos\u00a0: {event}",
            new_photo=new_photo,
            back=reverse("admin:events_photo_changelist") + f"?event__id__exact={event.pk}",
            context=self.admin_site.each_context(request),
        )

    def save_model(self, request, obj, form, change):
        if change:
            obj.revise()
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        obj.photos.all().remove_all()
        super().delete_model(request, obj)

    @admin.display(description="photos")
    def photos_link(self, event):
        return format_html(
            '<a href="{}">Ajouter des photos</a>', reverse("admin:events_event_add_photos", args=[event.pk])
        )


@admin.register(Photo)
class PhotoAdmin(CreditedPhotoAdmin):
    list_display = ["caption", "event", "credit", "missing"]
    list_filter = ["is_quarantined", "event"]
    list_select_related = ["event"]
    fieldsets = [
        (None, {"fields": ["event", *CreditedPhotoAdmin.fieldsets[0][1]["fields"]]}),
        *CreditedPhotoAdmin.fieldsets[1:],
    ]


@admin.register(PhotoRemovalRequest)
class PhotoRemovalRequestAdmin(RemovalRequestAdmin):
    pass
