"""Whether somebody still gives news of a proposal, and what is expected next. Days only: no database, no clock."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from proposals.rules.status import DeliveryState, MilestoneState, Status
from publishing.dates.imprecise_date import ImpreciseDate

SILENCE = datetime.timedelta(days=120)


@dataclass(frozen=True)
class FollowUp:
    is_awaited: bool
    last_news_on: datetime.date | None
    next_milestone: Any
    is_next_late: bool
    today: datetime.date

    @property
    def is_silent(self) -> bool:
        """Something is still awaited, and nobody has written anything for 120 days."""
        return self.is_awaited and (self.last_news_on is None or self.today - self.last_news_on >= SILENCE)


def follow_up(proposal, decisions: Iterable, milestones: Iterable, today: datetime.date) -> FollowUp:
    """`decisions` and `milestones`: the public ones."""
    milestones = list(milestones)
    days = [line.recorded_on or line.when.last_day for line in decisions]
    days += [milestone.said_on for milestone in milestones] + [proposal.shared_on]
    expected = [milestone for milestone in milestones if milestone.state != MilestoneState.DONE]
    coming = min(expected, key=lambda milestone: milestone.when.last_day or datetime.date.max, default=None)
    return FollowUp(
        is_awaited=is_awaited(proposal),
        last_news_on=max((day for day in days if day and day <= today), default=None),
        next_milestone=coming,
        is_next_late=coming is not None and is_late(coming.when, today),
        today=today,
    )


def is_awaited(proposal) -> bool:
    """Under review or validated, and not carried out or given up yet."""
    return Status(proposal.status).is_awaited and proposal.delivery not in DeliveryState.ended()


def is_late(when: ImpreciseDate, today: datetime.date) -> bool:
    return when.last_day is not None and when.last_day < today
