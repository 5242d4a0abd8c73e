#!/usr/bin/env python3
"""What the list of the proposals costs: proposal_list.py, with the database of the environment.

CPU of the list with 23 proposals beside a bare Django view that answers 25 kB always the same, in one run; and the
queries of the list and of a page with 23 and 5,000 proposals. Invented rows, rolled back. Exit code 1 above 16 times, 4
or 6 queries.
"""

import statistics
import sys
import time

import portal  # noqa: F401  Django is set up before its models are imported
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from clos_portal.urls import urlpatterns as site
from proposals.models import Decision, Proposal
from publishing.publishable import Publication

MOST_TIMES, LIST_QUERIES, PAGE_QUERIES, ROUNDS, CALLS = 16, 4, 6, 9, 20
BODY = b"x" * 25_000
LIST, PAGE, BARE = "/propositions/", "/propositions/5001/", "/bare/"
urlpatterns = [path("bare/", lambda request: HttpResponse(BODY)), *site]


def fill(count):
    Proposal.objects.all().update(publication=Publication.DRAFT)
    rows = [
        Proposal(number=5001 + n, title=f"Proposition {n}", status="validated", publication=Publication.PUBLISHED)
        for n in range(count)
    ]
    Proposal.objects.bulk_create(rows)
    said = {"status": "validated", "previous_status": "to_complete", "decided_by": "la Ville", "is_published": True}
    today = timezone.localdate()
    Decision.objects.bulk_create(
        Decision(proposal=row, line=1, starts_on=today, recorded_on=today, **said) for row in rows
    )


def cpu(client, address):
    start = time.process_time()
    for _ in range(CALLS):
        assert client.get(address).status_code == 200
    return (time.process_time() - start) / CALLS


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def ratio(client):
    """The median of rounds that alternate, so that a busy machine weighs on both."""
    for address in (LIST, BARE):
        client.get(address)
    pairs = [(cpu(client, LIST), cpu(client, BARE)) for _ in range(ROUNDS)]
    print(
        f"list {statistics.median(p[0] for p in pairs) * 1000:.2f} ms, "
        f"bare {statistics.median(p[1] for p in pairs) * 1000:.2f} ms"
    )
    return statistics.median(shown / bare for shown, bare in pairs)


@override_settings(ROOT_URLCONF=__name__)
def main():
    client, fine = Client(SERVER_NAME="127.0.0.1"), True
    for count in (23, 5000):
        with transaction.atomic():
            fill(count)
            if count == 23:
                times = ratio(client)
                print(f"CPU of the list with 23 proposals: {times:.1f} times the bare view (at most {MOST_TIMES})")
                fine &= times <= MOST_TIMES
            asked = queries(client, LIST), queries(client, PAGE)
            print(f"{count} proposals: {asked[0]} queries for the list, {asked[1]} for a page")
            fine &= asked[0] <= LIST_QUERIES and asked[1] <= PAGE_QUERIES
            transaction.set_rollback(True)
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
