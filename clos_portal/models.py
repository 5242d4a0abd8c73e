from django.db import models


class ContentPack(models.Model):
    """A pack of fixtures that was loaded here: it never comes back by itself over what people changed or removed."""

    class Name(models.TextChoices):
        REAL = "clos", "contenu du Conseil"
        DEMO = "demo", "exemples"

    name = models.CharField("paquet", max_length=8, choices=Name, unique=True)
    loaded_on = models.DateField("chargé le")
    removed_on = models.DateField("retiré le", null=True, blank=True)
    keys = models.JSONField("fiches apportées", default=list)

    class Meta:
        verbose_name = "paquet de contenu"
        verbose_name_plural = "paquets de contenu"
        constraints = [
            models.CheckConstraint(
                name="only_the_examples_are_removed",
                condition=models.Q(removed_on__isnull=True) | models.Q(name="demo"),
                violation_error_message="Le contenu du Conseil ne se retire pas d’un bloc.",
            )
        ]

    def __str__(self):
        return self.get_name_display()
