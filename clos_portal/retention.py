"""What every room must forget in time, in one place."""

import datetime

import accounts.retention
import council.retention
import events.retention
import meetings.retention
import members.retention
import proposals.retention
import surveys.retention
import walks.retention
from publishing.erasure import Erasure


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    rooms = [
        council.retention,
        members.retention,
        meetings.retention,
        events.retention,
        walks.retention,
        surveys.retention,
        proposals.retention,
    ]
    erasures = [erasure for room in rooms for erasure in room.erase_expired(today, dry_run)]
    traces = Erasure(
        room="accounts", what="traces de connexion", count=accounts.retention.erase_expired(today, dry_run)
    )
    return [erasure for erasure in [*erasures, traces] if erasure.count]
