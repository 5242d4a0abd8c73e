from django.db import IntegrityError, models, transaction
from django.utils import timezone


class ReceivedOnceQuerySet(models.QuerySet):
    def receive(self, *, token, **fields):
        """Stores what a person sent, once: (row, True), or (the row already stored, False).

        A browser may ask for a fresh page, with a fresh token, when somebody goes back: the same words sent again on
        the same day are the same message.
        """
        same = self._same_words_today(fields) if self.model.received_day else None
        if same is not None:
            return same, False
        try:
            with transaction.atomic():
                return self.create(token=token, **fields), True
        except IntegrityError:
            return self.get(token=token), False

    def _same_words_today(self, fields):
        return self.filter(**{self.model.received_day: timezone.localdate()} | fields).first()


class ReceivedOnce(models.Model):
    """What a public form brings: the number hidden in the form makes a second click, or a reload, harmless."""

    received_day = "received_on"  # the field that says which day it came; "" where two people may send the same words

    token = models.UUIDField("jeton du formulaire", unique=True, editable=False)

    class Meta:
        abstract = True
