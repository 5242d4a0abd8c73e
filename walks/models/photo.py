from django.db import models
from django.urls import reverse

from publishing.photos.credited_photo import CreditedPhoto, CreditedPhotoQuerySet
from publishing.photos.removal import RemovalRequest
from walks.models.observation import Observation


class ObservationPhotoQuerySet(CreditedPhotoQuerySet):
    def of_public_observations(self):
        return self.published().filter(observation__in=Observation.objects.of_public_walks())

    def in_order(self):
        return self.order_by("position", "pk")


class ObservationPhoto(CreditedPhoto):
    """What an observation is about, seen: never a face nor a number plate."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="photos", verbose_name="observation")

    objects = ObservationPhotoQuerySet.as_manager()

    class Meta(CreditedPhoto.Meta):
        verbose_name = "photo d’une observation"
        verbose_name_plural = "photos des observations"
        ordering = ["observation", "position", "pk"]
        constraints = CreditedPhoto.Meta.constraints

    @property
    def page(self):
        return self.observation.get_absolute_url()

    @property
    def removal_url(self):
        return reverse("walks:photo_remove", args=[self.key])

    @property
    def sources(self) -> list[tuple[str, int]]:
        """(address, width in pixels), from the smallest."""
        return [
            (reverse("walks:photo_detail", args=[self.key, side]), width)
            for side, width in self.copies_by_width.items()
        ]


class ObservationPhotoRemovalRequest(RemovalRequest):
    photo = models.ForeignKey(
        ObservationPhoto,
        models.SET_NULL,
        null=True,
        related_name="removal_requests",
        verbose_name="photo",
        editable=False,
    )

    class Meta:
        verbose_name = "demande de retrait d’une photo de marche"
        verbose_name_plural = "demandes de retrait de photos de marche"
        ordering = ["-sent_on", "-pk"]
