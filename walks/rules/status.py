"""The life of an observation, from the walk to the answer: what may follow what."""

from django.db.models import TextChoices


class ObservationStatus(TextChoices):
    NOTED = "relevee", "relevée"
    SENT = "transmise", "transmise"
    ANSWERED = "reponse", "réponse reçue"
    PLANNED = "programmee", "programmée"
    DONE = "realisee", "réalisée"
    DROPPED = "sans-suite", "sans suite"


# A finished or dropped observation may be sent again: residents say that it is still there.
NEXT = {
    ObservationStatus.NOTED: {ObservationStatus.SENT},
    ObservationStatus.SENT: {
        ObservationStatus.ANSWERED,
        ObservationStatus.PLANNED,
        ObservationStatus.DONE,
        ObservationStatus.DROPPED,
    },
    ObservationStatus.ANSWERED: {ObservationStatus.PLANNED, ObservationStatus.DONE, ObservationStatus.DROPPED},
    ObservationStatus.PLANNED: {ObservationStatus.ANSWERED, ObservationStatus.DONE, ObservationStatus.DROPPED},
    ObservationStatus.DONE: {ObservationStatus.SENT},
    ObservationStatus.DROPPED: {ObservationStatus.SENT},
}
ANSWERS = [ObservationStatus.ANSWERED, ObservationStatus.PLANNED, ObservationStatus.DONE, ObservationStatus.DROPPED]
