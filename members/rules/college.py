from django.db import models


class College(models.TextChoices):
    """The two groups of the council. Blank, where it is allowed, means «not known», never «neither»."""

    HABITANT = "habitant", "habitants"
    ACTEUR = "acteur", "acteurs du quartier"
