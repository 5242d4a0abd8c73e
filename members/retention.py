"""What this room forgets: candidacies a year after the answer, people met who never came; portraits and contacts of
who left the council."""

import datetime

from members.models import Candidacy, Member
from publishing.anniversary import years_before
from publishing.erasure import Erasure, erase

YEARS_KEPT = 1


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    limit = years_before(today, YEARS_KEPT)
    candidacies = list(Candidacy.objects.answered_before(limit))
    met = list(Candidacy.objects.met_before(limit))
    departed = Member.objects.departed(today)
    portraits, contacts = list(departed.exclude(portrait="")), list(departed.reachable())
    if not dry_run:
        _forget([*candidacies, *met], portraits, contacts)
    return [
        Erasure(room="members", what="candidatures", count=len(candidacies)),
        Erasure(room="members", what="contacts rencontrés", count=len(met)),
        Erasure(room="members", what="portraits d’anciens membres", count=len(portraits)),
        Erasure(room="members", what="coordonnées d’anciens membres", count=len(contacts)),
    ]


def _forget(candidacies: list, portraits: list, contacts: list) -> None:
    for candidacy in candidacies:
        erase(candidacy)
    for member in contacts:
        member.forget_contact()
    for member in portraits:
        member.refresh_from_db()
        member.withdraw_portrait_consent()
