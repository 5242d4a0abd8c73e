from django.db import models


class ReferencedQuerySet(models.QuerySet):
    def get_by_natural_key(self, reference):
        return self.get(reference=reference)


class Referenced(models.Model):
    """A stable key for addresses and fixtures, which survives a reload."""

    reference = models.SlugField(
        "adresse de la page",
        max_length=80,
        unique=True,
        help_text="La fin de l’adresse de la page : lettres sans accent, chiffres et tirets.",
    )

    class Meta:
        abstract = True

    def natural_key(self):
        return (self.reference,)
