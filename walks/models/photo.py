from django.db import models

from publishing.photos.credited_photo import CreditedPhoto, CreditedPhotoQuerySet
from publishing.photos.removal import RemovalRequest
from walks.models.observation import Observation


class ObservationPhotoQuerySet(CreditedPhotoQuerySet):
    def of_public_observations(self):
        return self.published().filter(observation__in=Observation.objects.of_public_walks())


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
