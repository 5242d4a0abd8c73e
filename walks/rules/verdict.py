"""What a resident says of an observation, and whether the council counts it."""

from django.db import models


class Verdict(models.TextChoices):
    FIXED = "repare", "c’est réparé"
    STILL = "toujours-pas", "toujours pas"


class Moderation(models.TextChoices):
    WAITING = "attend", "à relire"
    SHOWN = "gardee", "comptée sur le site"
    REFUSED = "refusee", "écartée"
