import uuid

from django.db import models
from django.utils import timezone


def new_uid() -> str:
    return str(uuid.uuid4())


class CalendarEntry(models.Model):
    """What phones that subscribed to a calendar know an entry by: its name, and the number of its version.

    The rest of what a calendar may say (`calendar_file`) has here the answer of an entry that knows nothing of it.
    """

    calendar_uid = models.CharField(
        "nom dans les calendriers", max_length=340, unique=True, default=new_uid, editable=False
    )
    sequence = models.PositiveIntegerField("numéro de version", default=0, editable=False)
    changed_at = models.DateTimeField("modification annoncée le", default=timezone.now, editable=False)

    is_kind_inferred = is_awaited = False
    cancelled_word = "Annulé"
    audience = public_note = ""
    agenda_titles = ()

    class Meta:
        abstract = True

    def revise(self):
        """A new version for those who subscribed to the calendar; the caller saves."""
        self.sequence += 1
        self.changed_at = timezone.now()
