"""The life of a questionnaire, and what may follow what."""

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "brouillon"
    OPEN = "open", "ouvert"
    CLOSED = "closed", "clos"
    PUBLISHED = "published", "résultats publiés"


NEXT = {
    State.DRAFT: {State.OPEN},
    State.OPEN: {State.CLOSED},
    State.CLOSED: {State.OPEN, State.PUBLISHED},
    State.PUBLISHED: {State.CLOSED},
}
