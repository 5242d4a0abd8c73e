"""What is new about the proposals, newest first, for who follows them: the published decisions."""

import datetime

from django.utils import timezone

from proposals.models import Decision
from publishing.feed import Entry

MOST = 50


def news() -> list[Entry]:
    """A decision whose day nobody knows, and that nobody wrote here, is history rather than news."""
    dated = [(day, line) for line in Decision.objects.published() if (day := _day(line))]
    dated.sort(key=lambda item: (item[0], item[1].pk), reverse=True)
    return [_entry(day, line) for day, line in dated[:MOST]]


def _day(line: Decision) -> datetime.date | None:
    return line.recorded_on or line.when.last_day


def _entry(day: datetime.date, line: Decision) -> Entry:
    proposal = line.proposal
    mark = " (exemple inventé)" if proposal.is_example else ""
    by = f"Décidée par\u00a0: {line.decided_by}." if line.decided_by else ""
    return Entry(
        title=f"{line.get_status_display()}\u00a0: {proposal}{mark}",
        path=proposal.get_absolute_url(),
        updated_at=datetime.datetime.combine(day, datetime.time.min, timezone.get_current_timezone()),
        summary=" ".join(filter(None, [line.when.label.capitalize() + ".", by, line.reason])),
        key=f"decision-{line.line}",
    )
