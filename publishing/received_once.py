from django.db import IntegrityError, models, transaction


class ReceivedOnceQuerySet(models.QuerySet):
    def receive(self, *, token, **fields):
        """Stores what a person sent, once: (row, True), or (the row already stored, False)."""
        try:
            with transaction.atomic():
                return self.create(token=token, **fields), True
        except IntegrityError:
            return self.get(token=token), False


class ReceivedOnce(models.Model):
    """What a public form brings: the number hidden in the form makes a second click, or a reload, harmless."""

    token = models.UUIDField("jeton du formulaire", unique=True, editable=False)

    class Meta:
        abstract = True
