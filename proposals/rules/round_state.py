"""The life of a round of priorities, and the two ways of voting in it."""

from django.db import models

from proposals.rules.ranking import Method


class RoundState(models.TextChoices):
    DRAFT = "draft", "en préparation"
    OPEN = "open", "vote ouvert"
    CLOSED = "closed", "vote clos"
    PUBLISHED = "published", "ordre publié"


METHODS = [
    (Method.POINTS.value, "des points à répartir"),
    (Method.RANKS.value, "des places, de la première à la dernière"),
]
NEXT_STATE = {
    RoundState.DRAFT: RoundState.OPEN,
    RoundState.OPEN: RoundState.CLOSED,
    RoundState.CLOSED: RoundState.PUBLISHED,
}
