"""What the back office may do to a meeting, in its words; the model decides."""

from dataclasses import dataclass

from meetings.models.meeting import NEXT, Meeting, State


@dataclass(frozen=True)
class Verb:
    name: str
    label: str
    short: str
    done: str
    explanation: str
    to: State

    def suits(self, meeting: Meeting) -> bool:
        return self.to in NEXT[meeting.state] and (self.to != State.HELD or meeting.has_begun)


VERBS = [
    Verb(
        "deplacer",
        "Déplacer la réunion",
        "Déplacer",
        "Réunion déplacée",
        "Le site montrera la nouvelle date, l’ancienne et la raison. Les calendriers abonnés suivront.",
        State.POSTPONED,
    ),
    Verb(
        "annuler",
        "Annuler la réunion",
        "Annuler",
        "Réunion annulée",
        "La réunion restera sur le site, marquée «\u00a0annulée\u00a0», avec la raison.",
        State.CANCELLED,
    ),
    Verb(
        "tenue",
        "La réunion a eu lieu",
        "A\u00a0eu\u00a0lieu",
        "Réunion tenue",
        "Le site dira que la réunion a eu lieu. Vous pourrez ensuite noter les présences.",
        State.HELD,
    ),
    Verb(
        "retablir",
        "Rétablir la réunion",
        "Rétablir",
        "Réunion rétablie",
        "La réunion redevient programmée.",
        State.PLANNED,
    ),
]


def verbs_for(meeting: Meeting) -> list[Verb]:
    return [verb for verb in VERBS if verb.suits(meeting)]
