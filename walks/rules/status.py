"""The life of an observation, from the walk to the answer: what may follow what."""

from publishing.words.progress import Progress, StatusChoices


class ObservationStatus(StatusChoices):
    """A finished or dropped observation may be sent again: residents say that it is still there."""

    NOTED = "relevee", Progress.LATER, {"transmise"}, "relevée"
    SENT = "transmise", Progress.LATER, {"reponse", "programmee", "realisee", "sans-suite"}, "transmise"
    ANSWERED = "reponse", Progress.NOW, {"programmee", "realisee", "sans-suite"}, "réponse reçue"
    PLANNED = "programmee", Progress.NOW, {"reponse", "realisee", "sans-suite"}, "programmée"
    DONE = "realisee", Progress.DONE, {"transmise"}, "réalisée"
    DROPPED = "sans-suite", Progress.STOPPED, {"transmise"}, "sans suite"


ANSWERS = [status for status in ObservationStatus if status.progress is not Progress.LATER]
