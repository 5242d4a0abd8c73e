from django.db import models

from meetings.models.meeting import Meeting
from meetings.models.meeting_set import held_before


class GuestQuerySet(models.QuerySet):
    def named_before(self, day):
        """Still bearing a name, for a meeting before that day."""
        return self.exclude(name="", organisation="").filter(held_before(day))

    def forget_names(self) -> int:
        """The count stays, the names go."""
        return self.update(name="", organisation="")


class Guest(models.Model):
    """Somebody who came without sitting on the council: private, and counted apart."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests", verbose_name="réunion")
    name = models.CharField("nom", max_length=120, blank=True, help_text="Jamais montré au public.")
    organisation = models.CharField("organisme ou fonction", max_length=160, blank=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = "personne invitée"
        verbose_name_plural = "personnes invitées"
        ordering = ["pk"]

    def __str__(self):
        """Names nobody: the back office's log keeps these words."""
        return "une personne invitée"
