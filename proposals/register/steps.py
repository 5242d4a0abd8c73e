"""Where a proposal stands, from the idea to its carrying out, as far as the public record says it."""

from dataclasses import dataclass
from enum import StrEnum

from proposals.rules.status import DeliveryState, Status
from publishing.dates.imprecise_date import day_in_words


class StepPace(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Step:
    name: str
    detail: str
    pace: str


DECISION_PACES = {
    Status.TO_COMPLETE: StepPace.LATER,
    Status.UNDER_REVIEW: StepPace.NOW,
    Status.VALIDATED: StepPace.DONE,
    Status.REJECTED: StepPace.STOPPED,
}
DELIVERY_PACES = {
    DeliveryState.NOT_STARTED: StepPace.LATER,
    DeliveryState.UNDER_WAY: StepPace.NOW,
    DeliveryState.DONE: StepPace.DONE,
    DeliveryState.ABANDONED: StepPace.STOPPED,
}


def steps(proposal, last_decision) -> list[Step]:
    """`last_decision`: the last published line of the journal, or None."""
    found = [
        Step("Proposée par le Conseil", "Fait", StepPace.DONE),
        _sharing(proposal),
        _decision(proposal, last_decision),
    ]
    return found if proposal.status == Status.REJECTED and not proposal.delivery else [*found, _delivery(proposal)]


def _sharing(proposal) -> Step:
    name = "Partagée avec les élus"
    if not proposal.is_shared:
        return Step(name, "À compléter", StepPace.LATER)
    day = proposal.shared_on
    return Step(name, f"Le {day_in_words(day, weekday=False)}" if day else "Fait, date à préciser", StepPace.DONE)


def _decision(proposal, last_decision) -> Step:
    status = Status(proposal.status)
    if status == Status.TO_COMPLETE:
        return Step("Décision", "À compléter", StepPace.LATER)
    return Step(
        status.label,
        last_decision.when.label.capitalize() if last_decision else "Date à préciser",
        DECISION_PACES[status],
    )


def _delivery(proposal) -> Step:
    if not proposal.delivery:
        return Step("Mise en place", "État à compléter", StepPace.LATER)
    state = DeliveryState(proposal.delivery)
    return Step("Mise en place", state.label, DELIVERY_PACES[state])
