from pathlib import PurePath

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from publishing.desk.admin import RoomAdmin
from publishing.desk.closed_rights import NotAdded
from publishing.desk.received_admin import ReceivedAdmin
from publishing.photos.photo_response import photo_response
from publishing.publishable import Publication

PREVIEW_WIDTH = 640


class CreditedPhotoAdmin(RoomAdmin):
    """For the photos of any room: what is missing is said, and nothing incomplete is published."""

    list_display = ["caption", "credit", "missing", "publication"]
    list_filter = ["is_quarantined"]
    search_fields = ["caption", "credit", "author"]
    readonly_fields = ["preview", "missing", "quarantine"]
    actions = ["publish_selected"]
    own_pages = [
        ("<int:photo>/apercu.webp", "preview", "preview_file"),
        ("<int:photo>/autorisation", "authorisation", "authorisation_file"),
    ]
    fieldsets = [
        (None, {"fields": ["preview", "missing", "quarantine", "caption", "file", "alt", "is_decorative", "position"]}),
        ("Les droits", {"fields": ["credit", "author", "rights", "authorisation", "people", "minors"]}),
        ("Publication", {"fields": ["publication", "publish_from"]}),
    ]

    def preview_file(self, request, photo):
        """Seen before it is published: is there a face, a number plate?"""
        photo = self._allowed(request, photo, "copies")
        return photo_response(request, photo.copies, PREVIEW_WIDTH)

    def authorisation_file(self, request, photo):
        photo = self._allowed(request, photo, "authorisation")
        name = f"autorisation{PurePath(photo.authorisation.name).suffix}"
        return FileResponse(photo.authorisation.open(), as_attachment=True, filename=name)

    @admin.display(description="la photo")
    def preview(self, photo):
        if not photo.copies:
            return "Pas de fichier\u00a0: le site montre une place vide, avec le crédit."
        picture = format_html('<img src="{}" alt="" width="320">', self._address("preview", photo))
        if not photo.authorisation:
            return picture
        link = format_html('<a href="{}">Ouvrir l’autorisation écrite</a>', self._address("authorisation", photo))
        return format_html("{}<br>{}", picture, link)

    def _allowed(self, request, key, name):
        """The photo, for who may see it; 404 without that file."""
        photo = get_object_or_404(self.model, pk=key)
        if not self.has_view_permission(request, photo):
            raise PermissionDenied
        if not getattr(photo, name):
            raise Http404
        return photo

    def _address(self, page, photo):
        return reverse(f"admin:{self.page_name(page)}", args=[photo.pk])

    @admin.display(description="ce qui manque pour publier")
    def missing(self, photo):
        if photo.pk is None:
            return "tout\u00a0: choisissez d’abord le fichier"
        return ", ".join(photo.missing) or "rien"

    @admin.display(description="retrait")
    def quarantine(self, photo):
        return "Quelqu’un a demandé le retrait de cette photo." if photo.is_quarantined else "Aucune demande."

    def save_model(self, request, obj, form, change):
        obj.save_with_copies()

    def delete_model(self, request, obj):
        obj.remove()

    @admin.action(description="Publier les photos choisies", permissions=["change"])
    def publish_selected(self, request, queryset):
        done = 0
        for photo in queryset:
            try:
                photo.publication = Publication.PUBLISHED
                photo.full_clean()
            except ValidationError as error:
                self.message_user(request, f"{photo}\u00a0: {' '.join(error.messages)}", messages.ERROR)
                continue
            photo.save()
            self.log_change(request, photo, "Publiée")
            done += 1
        if done:
            self.message_user(request, f"{done} photo{pluralize(done)} publiée{pluralize(done)}.", messages.SUCCESS)


class RemovalRequestAdmin(NotAdded, ReceivedAdmin):
    """For the requests of any room: answered here, then the photo may be published again, or removed for good."""

    list_display = ["__str__", "photo", "first_words", "on_the_site", "answered_on"]
    list_display_links = ["__str__", "first_words"]
    list_filter = [("answered_on", admin.EmptyFieldListFilter)]
    list_select_related = ["photo"]
    fields = ["photo", "on_the_site", "message", "contact", "sent_on", "answered_on", "note"]
    readonly_fields = ["photo", "on_the_site", "message", "contact", "sent_on"]
    actions = ["hide_selected", "put_back_selected", "remove_selected"]
    sent_fields = ["message", "contact"]

    @admin.display(description="message")
    def first_words(self, demand):
        """Tells apart the requests of one day about one photo."""
        return Truncator(demand.message or demand.contact).chars(80) or f"sans message, numéro {demand.pk}"

    @admin.display(description="sur le site")
    def on_the_site(self, demand):
        if demand.photo is None or demand.answered_on:
            return ""
        return (
            ""
            if demand.photo.is_quarantined or not demand.photo.is_public
            else "encore visible\u00a0: à décider maintenant"
        )

    @admin.action(description="Retirer la photo du site maintenant", permissions=["change"])
    def hide_selected(self, request, queryset):
        for demand in queryset.select_related("photo"):
            if demand.photo:
                demand.photo.quarantine()
                self.log_change(request, demand, "La photo est retirée du site")
        self.message_user(request, "C’est fait\u00a0: ces photos ne sont plus sur le site.", messages.SUCCESS)

    @admin.action(description="Répondu : la photo peut revenir", permissions=["change"])
    def put_back_selected(self, request, queryset):
        """A photo that somebody else still asks about stays hidden."""
        for demand in queryset:
            self._answer(request, demand, "La photo peut revenir")
        for demand in queryset.select_related("photo"):
            if demand.photo and not demand.photo.removal_requests.waiting().exists():
                demand.photo.release()

    @admin.action(description="Répondu : effacer la photo pour de bon", permissions=["delete"])
    def remove_selected(self, request, queryset):
        for demand in queryset:
            self._answer(request, demand, "La photo est effacée")
            demand.refresh_from_db(fields=["photo"])  # two people may ask for the same photo
            if demand.photo:
                demand.photo.remove()

    def _answer(self, request, demand, words):
        demand.answered_on = demand.answered_on or timezone.localdate()
        demand.save(update_fields=["answered_on"])
        self.log_change(request, demand, words)
        self.message_user(request, f"{demand}\u00a0: {words.lower()}.", messages.SUCCESS)
