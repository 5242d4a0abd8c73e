"""What the back office may do to a round, in its words; the model decides."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from proposals.models import Round, RoundState
from proposals.priorities.unlinking import unlink
from publishing.desk.act import NOT_NOW, Act
from publishing.desk.next_step import NextStep

OPEN, CLOSE, PUBLISH = ROAD = ["Ouvrir", "Fermer", "Publier"]


@dataclass(frozen=True, kw_only=True)
class RoundAct(Act):
    state: RoundState
    is_unlinked: bool = False

    def rights(self, record):
        return ["proposals.run_round"]

    def suits(self, record):
        return record.state == self.state and record.is_unlinked == self.is_unlinked

    def about(self, record):
        few = (
            f"Il faudra au moins {record.fewest_ballots} bulletins pour publier l’ordre, sinon il dirait qui a "
            "choisi quoi."
        )
        return {"facts": [few] if self.state in (RoundState.DRAFT, RoundState.OPEN) else []}

    def said(self, record):
        return f"C’est fait\u00a0: «\u00a0{record}\u00a0», {record.get_state_display()}."


def _close(record: Round, form):
    record.close(form.day)
    unlink(record)


def _unlink(record: Round, form):
    if record.state != RoundState.CLOSED:
        raise ValidationError(NOT_NOW)
    unlink(record)


ACTS = [
    RoundAct(
        "ouvrir",
        "Ouvrir le vote",
        "Les membres en cours de mandat pourront voter. La liste des propositions ne changera plus.",
        lambda record, form: record.open(form.day),
        state=RoundState.DRAFT,
    ),
    RoundAct(
        "fermer",
        "Fermer le vote",
        "Plus personne ne pourra voter, même sur papier. Les codes seront effacés, et les bulletins mélangés.",
        _close,
        state=RoundState.OPEN,
    ),
    RoundAct(
        "separer",
        "Finir de séparer bulletins et votants",
        "La fermeture a été coupée. Cela la termine.",
        _unlink,
        state=RoundState.CLOSED,
    ),
    RoundAct(
        "publier",
        "Publier l’ordre",
        "Tout le monde verra l’ordre. Il ne changera plus jamais.",
        lambda record, form: record.publish(form.day),
        state=RoundState.CLOSED,
        is_unlinked=True,
    ),
]
STEPS = {
    RoundState.DRAFT: (OPEN, "ouvrir", "Choisissez les propositions à mettre en ordre, puis ouvrez le vote."),
    RoundState.OPEN: (
        CLOSE,
        "",
        "Le vote est ouvert\u00a0: les membres le reçoivent avec un code, ou votent sur papier.",
    ),
    RoundState.CLOSED: (PUBLISH, "publier", "Le vote est clos. Les habitants ne voient pas encore l’ordre."),
    RoundState.PUBLISHED: ("", "", "Tout le monde peut lire l’ordre."),
}


def next_step(record: Round) -> NextStep:
    here, wanted, sentence = STEPS[record.state]
    is_cut = record.state == RoundState.CLOSED and not record.is_unlinked
    return NextStep(ROAD, here, [sentence], "separer" if is_cut else wanted)
