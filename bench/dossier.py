#!/usr/bin/env python3
"""How long the dossier of the proposals takes to print: dossier.py, with the database of the environment.

Every sheet is full: all its fields, four lines of journal. Measures the layout, and the whole request of an empty cache
on invented rows that are rolled back. Exit code 1 above 2 s for 23 sheets, or 10 s for 200.
"""

import sys
import time

import portal  # noqa: F401  Django is set up before its models are imported
from django.db import transaction
from django.test import Client
from django.utils import timezone

from proposals.models import Decision, Proposal
from publishing.feeds.cached_response import forget
from publishing.publishable import Publication

LIMITS = {23: 2.0, 200: 10.0}
WORDS = "Les habitants ont remarqué que la place manque d’ombre et de bancs pour se reposer. " * 3


def proposals(count):
    fields = dict.fromkeys(["finding", "objective", "description", "schedule"], WORDS)
    short = dict.fromkeys(["location", "audience", "partners"], WORDS[:80])
    rows = [
        Proposal(number=5000 + n, title=f"Proposition à imprimer, numéro {n}", cost=n * 100, status="validated",
                 publication=Publication.PUBLISHED, is_shared=True, **fields, **short)
        for n in range(count)
    ]  # fmt: skip
    Proposal.objects.bulk_create(rows)
    today = timezone.localdate()
    Decision.objects.bulk_create(
        Decision(proposal=row, line=line, status="validated", previous_status="validated", starts_on=today,
                 decided_by="la Ville", reason=WORDS[:160], is_published=True, recorded_on=today)
        for row in rows for line in range(1, 5)
    )  # fmt: skip


def seconds(count):
    with transaction.atomic():
        Proposal.objects.all().update(publication=Publication.DRAFT)
        proposals(count)
        forget()
        start = time.perf_counter()
        response = Client(SERVER_NAME="127.0.0.1").get("/propositions/dossier.pdf")
        took = time.perf_counter() - start
        assert response.status_code == 200
        transaction.set_rollback(True)
    return took, len(response.content)


def main():
    seconds(1)  # fonts and template are read once a process
    slow = False
    print(f"{'sheets':>6} {'seconds':>8} {'kB':>6}  limit")
    for count, limit in LIMITS.items():
        took, size = seconds(count)
        slow |= took > limit
        print(f"{count:>6} {took:>8.2f} {size // 1000:>6}  {limit:g} s")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
