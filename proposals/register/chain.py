"""The chain of a proposal on one line: proposal → meeting → decision → milestone → proof.
Each hop says when, and where to read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from proposals.rules.status import MilestoneState, Origin
from publishing.dates.imprecise_date import day_in_words

UNKNOWN_DAY = "date à préciser"
TO_COME = "pas encore"


@dataclass(frozen=True)
class Hop:
    name: str
    when: str
    address: str = ""
    is_reached: bool = True


def chain(proposal, journal: Iterable, milestones: Iterable) -> list[Hop]:
    """`journal`: the public lines, newest first; `milestones`: the public ones, in order."""
    journal, milestones = list(journal), list(milestones)
    done = [milestone for milestone in milestones if milestone.state == MilestoneState.DONE]
    current = done[-1] if done else next(iter(milestones), None)
    proof = next((milestone for milestone in reversed(done) if milestone.proof_title or milestone.shown_photo), None)
    return [_proposal(proposal), _meeting(journal), _decision(journal), _milestone(current), _proof(proof)]


def _proposal(proposal) -> Hop:
    walk = proposal.observation
    shown = walk and walk.is_public and walk.walk.is_public
    day = f"partagée le {day_in_words(proposal.shared_on, weekday=False)}" if proposal.shared_on else UNKNOWN_DAY
    name = f"Proposition, née de {Origin(proposal.origin).label.lower()}" if shown else "Proposition"
    return Hop(name, day, walk.get_absolute_url() if shown else "#fiche")


def _meeting(journal: list) -> Hop:
    line = next((line for line in journal if line.meeting and line.meeting.is_public), None)
    if line is None:
        return Hop("Réunion", UNKNOWN_DAY if journal else TO_COME, is_reached=False)
    return Hop("Réunion", line.meeting.when.label, line.meeting.get_absolute_url())


def _decision(journal: list) -> Hop:
    line = next(iter(journal), None)
    if line is None:
        return Hop("Décision", TO_COME, is_reached=False)
    return Hop(f"Décision\u00a0: {line.get_status_display().lower()}", line.when.label, "#journal")


def _milestone(milestone) -> Hop:
    if milestone is None:
        return Hop("Étape", TO_COME, is_reached=False)
    is_done = milestone.state == MilestoneState.DONE
    return Hop(f"Étape\u00a0: {milestone.title}", milestone.when.label, f"#etape-{milestone.pk}", is_done)


def _proof(milestone) -> Hop:
    if milestone is None:
        return Hop("Preuve", TO_COME, is_reached=False)
    name = f"Preuve\u00a0: {milestone.proof_title or 'une photo'}"
    return Hop(name, milestone.when.label, milestone.proof_link or f"#etape-{milestone.pk}")
