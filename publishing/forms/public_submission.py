import uuid

from django.db import IntegrityError, models, transaction
from django.utils import timezone


class PublicSubmissionQuerySet(models.QuerySet):
    def receive(self, *, token, **fields):
        """Stores what a person sent: (row, True), or (the row that already says so, False).

        The same form sent again with other words is a correction, or another person on a shared device: both texts are
        kept, and the last one stands for the form. A browser may also ask for a fresh page, with a fresh token, when
        somebody goes back: the same words sent again on the same day are the same message.
        """
        same = self._same_words_today(fields) if self.model.received_day else None
        if same is not None:
            return same, False
        try:
            return self._receive(token, fields)
        except IntegrityError:  # another click on the same form was faster: now it can be read
            return self._receive(token, fields)

    def last_sent(self):
        """One row a form: what was sent before from the same page is folded below it, unless somebody acted on it."""
        return self.exclude(corrected_by__isnull=False, **self.model.unread)

    @transaction.atomic
    def _receive(self, token, fields):
        last = self.select_for_update().filter(token=token).first()
        if last is None:
            return self.create(token=token, **fields), True
        if last.says(fields):
            return last, False
        return self._correct(last, fields), True

    def _correct(self, last, fields):
        token, last.token = last.token, uuid.uuid4()
        last.save(update_fields=["token"])
        row = self.create(token=token, revision=last.revision + 1, **fields)
        self.filter(models.Q(pk=last.pk) | models.Q(corrected_by=last)).update(corrected_by=row)
        return row

    def _same_words_today(self, fields):
        today = {self.model.received_day: timezone.localdate()}
        return self.filter(corrected_by=None, **today, **fields).first()


class PublicSubmission(models.Model):
    """What a public form brings: the number hidden in the form makes a second click, or a reload, harmless."""

    received_day = "received_on"  # the field that says which day it came; "" where two people may send the same words
    unread: dict = {"answered_on": None}  # what a row holds until somebody acts on it

    token = models.UUIDField("jeton du formulaire", unique=True, editable=False)
    corrected_by = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="earlier",
        verbose_name="envoyé de nouveau, autrement",
    )

    revision = models.PositiveSmallIntegerField("combien de textes de la même page", default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def was_sent_before(self):
        """Other words had come from the same page."""
        return self.earlier.exists()

    def says(self, fields) -> bool:
        return all(getattr(self, name) == value for name, value in fields.items())

    def separate(self):
        """What came from one page came from several people: each text stands alone."""
        self.earlier.update(corrected_by=None)
