from django.db import models
from django.urls import reverse

from events.models.event import Event
from publishing.photos.credited_photo import CreditedPhoto, CreditedPhotoQuerySet
from publishing.photos.removal import RemovalRequest
from publishing.publishable import Publication


class PhotoQuerySet(CreditedPhotoQuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)

    def of_public_events(self):
        """Those that a visitor may see, since their event may be seen too."""
        return self.published().filter(event__in=Event.objects.published())

    def in_order(self):
        return self.order_by("position", "pk")

    def incomplete(self):
        return self.filter(publication=Publication.DRAFT)


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

    @property
    def removal_url(self):
        return reverse("events:photo_remove", args=[self.key])

    @property
    def sources(self) -> list[tuple[str, int]]:
        """(address, width in pixels), from the smallest."""
        return [
            (reverse("events:photo_detail", args=[self.key, side]), width)
            for side, width in self.copies_by_width.items()
        ]


class PhotoRemovalRequest(RemovalRequest):
    photo = models.ForeignKey(
        Photo, models.SET_NULL, null=True, related_name="removal_requests", verbose_name="photo", editable=False
    )

    class Meta:
        verbose_name = "demande de retrait d’une photo"
        verbose_name_plural = "demandes de retrait de photos"
        ordering = ["-sent_on", "-pk"]
