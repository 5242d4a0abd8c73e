from django.db import models
from django.utils import timezone

from publishing.forms.long_text import LongText
from publishing.forms.public_submission import PublicSubmission, PublicSubmissionQuerySet
from publishing.photos.credited_photo import SHOWN


class RemovalRequestQuerySet(PublicSubmissionQuerySet):
    def waiting(self):
        return self.last_sent().filter(answered_on=None)

    def undecided(self):
        """The photo did not leave by itself: it may have to, in minutes."""
        return self.waiting().filter(photo__is_quarantined=False, photo__publication__in=SHOWN)

    def left_since(self, day):
        """Received before that day, and never answered."""
        return self.waiting().filter(sent_on__lt=day).select_related("photo")

    def answered_before(self, day):
        return self.filter(answered_on__lt=day)


class RemovalRequest(PublicSubmission):
    """Somebody asks that a photo be withdrawn. No name is needed, and no reason: the photo leaves first."""

    received_day = ""

    message = LongText("message", max_length=2000, blank=True)
    contact = models.CharField("pour répondre", max_length=160, blank=True)
    sent_on = models.DateField("reçue le", default=timezone.localdate, editable=False)
    answered_on = models.DateField("répondu le", null=True, blank=True, help_text="Le jour où vous avez répondu.")
    note = models.TextField("note pour le Conseil", blank=True, help_text="Jamais montrée au public.")

    objects = RemovalRequestQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        """Names nobody: the back office's log keeps these words."""
        return f"Demande du {self.sent_on:%d/%m/%Y}"
