from django.db import models

from events.models.event import Event
from publishing.photos.credited_photo import CreditedPhoto, CreditedPhotoQuerySet
from publishing.photos.removal import RemovalRequest


class PhotoQuerySet(CreditedPhotoQuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)

    def of_public_events(self):
        """Those that a visitor may see, since their event may be seen too."""
        return self.published().filter(event__in=Event.objects.published())


class Photo(CreditedPhoto):
    """A picture of an event, or the empty place of one that is lost."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="photos", verbose_name="événement")

    objects = PhotoQuerySet.as_manager()

    class Meta(CreditedPhoto.Meta):
        verbose_name = "photo"
        ordering = ["event", "position", "pk"]
        constraints = CreditedPhoto.Meta.constraints

    def natural_key(self):
        return (self.key,)

    @property
    def page(self):
        return self.event.get_absolute_url()


class PhotoRemovalRequest(RemovalRequest):
    photo = models.ForeignKey(
        Photo, models.SET_NULL, null=True, related_name="removal_requests", verbose_name="photo", editable=False
    )

    class Meta:
        verbose_name = "demande de retrait d’une photo"
        verbose_name_plural = "demandes de retrait de photos"
        ordering = ["-sent_on", "-pk"]
