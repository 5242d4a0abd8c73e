"""The life of an observation, from the walk to the answer: what may follow what."""

from publishing.words.progress import Progress, StatusChoices


class ObservationStatus(StatusChoices):
    NOTED = "relevee", Progress.LATER, "relevée"
    SENT = "transmise", Progress.LATER, "transmise"
    ANSWERED = "reponse", Progress.NOW, "réponse reçue"
    PLANNED = "programmee", Progress.NOW, "programmée"
    DONE = "realisee", Progress.DONE, "réalisée"
    DROPPED = "sans-suite", Progress.STOPPED, "sans suite"


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
ANSWERS = [status for status in ObservationStatus if status.progress is not Progress.LATER]
