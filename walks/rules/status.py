"""The life of an observation, from the walk to the answer: what may follow what."""

from django.db.models import TextChoices


class Status(TextChoices):
    NOTED = "relevee", "relevée"
    SENT = "transmise", "transmise"
    ANSWERED = "reponse", "réponse reçue"
    PLANNED = "programmee", "programmée"
    DONE = "realisee", "réalisée"
    DROPPED = "sans-suite", "sans suite"


# A finished or dropped observation may be sent again: residents say that it is still there.
NEXT = {
    Status.NOTED: {Status.SENT},
    Status.SENT: {Status.ANSWERED, Status.PLANNED, Status.DONE, Status.DROPPED},
    Status.ANSWERED: {Status.PLANNED, Status.DONE, Status.DROPPED},
    Status.PLANNED: {Status.ANSWERED, Status.DONE, Status.DROPPED},
    Status.DONE: {Status.SENT},
    Status.DROPPED: {Status.SENT},
}
ANSWERS = [Status.ANSWERED, Status.PLANNED, Status.DONE, Status.DROPPED]
