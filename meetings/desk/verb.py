"""What the back office may do to a meeting, in its words; the model decides."""

from collections.abc import Callable
from dataclasses import dataclass

from meetings.models.meeting import Meeting
from meetings.models.meeting_set import NEXT, State


@dataclass(frozen=True)
class Verb:
    name: str
    label: str
    short: str
    done: str
    explanation: str
    to: str
    do: Callable

    def suits(self, record) -> bool:
        raise NotImplementedError


class MeetingVerb(Verb):
    def suits(self, record: Meeting) -> bool:
        return self.to in NEXT[record.state] and (self.to != State.HELD or record.has_begun)


VERBS = [
    MeetingVerb(
        "deplacer",
        "Déplacer la réunion",
        "Déplacer",
        "Réunion déplacée",
        "Le site montrera la nouvelle date, l’ancienne et la raison. Les calendriers abonnés suivront.",
        State.POSTPONED,
        Meeting.postpone,
    ),
    MeetingVerb(
        "annuler",
        "Annuler la réunion",
        "Annuler",
        "Réunion annulée",
        "La réunion restera sur le site, marquée «\u00a0annulée\u00a0», avec la raison.",
        State.CANCELLED,
        Meeting.cancel,
    ),
    MeetingVerb(
        "tenue",
        "La réunion a eu lieu",
        "A\u00a0eu\u00a0lieu",
        "Réunion tenue",
        "Le site dira que la réunion a eu lieu. Vous pourrez ensuite noter les présences.",
        State.HELD,
        Meeting.hold,
    ),
    MeetingVerb(
        "retablir",
        "Rétablir la réunion",
        "Rétablir",
        "Réunion rétablie",
        "La réunion redevient programmée.",
        State.PLANNED,
        Meeting.reinstate,
    ),
]
