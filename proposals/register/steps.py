"""Where a proposal stands, from the idea to its carrying out, as far as the public record says it."""

from dataclasses import dataclass

from proposals.rules.status import DeliveryState, Status
from publishing.dates.imprecise_date import day_in_words
from publishing.words.progress import Progress


@dataclass(frozen=True)
class Step:
    name: str
    detail: str
    progress: Progress


def steps(proposal, last_decision) -> list[Step]:
    """`last_decision`: the last published line of the journal, or None."""
    found = [
        Step("Proposée par le Conseil", "Fait", Progress.DONE),
        _sharing(proposal),
        _decision(proposal, last_decision),
    ]
    return found if Status(proposal.status).is_stopped and not proposal.delivery else [*found, _delivery(proposal)]


def _sharing(proposal) -> Step:
    name = "Partagée avec les élus"
    if not proposal.is_shared:
        return Step(name, "À compléter", Progress.LATER)
    day = proposal.shared_on
    return Step(name, f"Le {day_in_words(day, weekday=False)}" if day else "Fait, date à préciser", Progress.DONE)


def _decision(proposal, last_decision) -> Step:
    status = Status(proposal.status)
    if not status.is_decided:
        return Step("Décision", "À compléter", Progress.LATER)
    return Step(
        status.label,
        last_decision.when.label.capitalize() if last_decision else "Date à préciser",
        status.progress,
    )


def _delivery(proposal) -> Step:
    if not proposal.delivery:
        return Step("Mise en place", "État à compléter", Progress.LATER)
    state = DeliveryState(proposal.delivery)
    return Step("Mise en place", state.label, state.progress)
