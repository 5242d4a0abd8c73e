"""What is new about the proposals, newest first, for who follows them: the published decisions and milestones."""

import datetime

from django.utils import timezone

from proposals.models import Decision, Milestone, Proposal
from publishing.feeds.feed import Entry

MOST = 50


def news() -> list[Entry]:
    """A decision whose day nobody knows, and that nobody wrote here, is history rather than news."""
    decisions = [_decision(day, line) for line in Decision.objects.published() if (day := _day(line))]
    milestones = [_milestone(milestone) for milestone in Milestone.objects.of_public_proposals()]
    return sorted([*decisions, *milestones], key=lambda entry: (entry.updated_at, entry.key), reverse=True)[:MOST]


def _day(line: Decision) -> datetime.date | None:
    return line.recorded_on or line.when.last_day


def _decision(day: datetime.date, line: Decision) -> Entry:
    by = f"Décidée par\u00a0: {line.decided_by}." if line.decided_by else ""
    words = [line.when.label.capitalize() + ".", by, line.reason]
    return _entry(line.proposal, line.get_status_display(), day, words, f"decision-{line.line}")


def _milestone(milestone: Milestone) -> Entry:
    """Planned, then moved, then done: each is news of its own."""
    what = f"Étape {milestone.get_state_display().lower()}"
    words = [f"{milestone.title}, {milestone.when.label}.", milestone.moved_because]
    return _entry(milestone.proposal, what, milestone.said_on, words, f"etape-{milestone.key}-{milestone.state}")


def _entry(proposal: Proposal, what: str, day: datetime.date, words: list[str], key: str) -> Entry:
    mark = " (exemple inventé)" if proposal.is_example else ""
    return Entry(
        title=f"{what}\u00a0: {proposal}{mark}",
        path=proposal.get_absolute_url(),
        updated_at=datetime.datetime.combine(day, datetime.time.min, timezone.get_current_timezone()),
        summary=" ".join(filter(None, words)),
        key=key,
    )
