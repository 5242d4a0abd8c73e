#!/usr/bin/env python3
# ruff: noqa: E402 (Django is set up before its models are imported)
"""What the calendar of 100 meetings costs, in CPU, beside a bare constant view of the same run.

Three figures, each as a ratio to the bare view through the same middleware: nothing changed (304, then the kept file),
and rebuilt by the library. Exit code 1 above 10 times unchanged or 140 times rebuilt. Works on an empty database in
memory.
"""

import datetime
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clos_portal.settings")
os.environ["DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL", "sqlite://:memory:")

import django

django.setup()

from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from clos_portal.urls import urlpatterns
from council.models import Place
from meetings.models import AgendaItem, Meeting
from publishing.feeds import cached_response

MEETINGS, ROUNDS, BATCH = 100, 40, 5
UNCHANGED, REBUILT = 10, 140
FEED = "/agenda/calendrier.ics"


def bare(request):
    return HttpResponse(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", content_type="text/calendar; charset=utf-8")


def fill():
    place = Place.objects.create(reference="mpt", name="Maison pour tous", kind="mpt", address="1 rue du Lavoir")
    for number in range(MEETINGS):
        meeting = Meeting.objects.create(
            reference=f"reunion-{number}",
            starts_on=datetime.date(2030, 1, 1) + datetime.timedelta(days=7 * number),
            start_time=datetime.time(19),
            end_time=datetime.time(20, 30),
            place=place,
            audience="everyone",
            public_note="Nous parlerons du jardin partagé et de la place.",
            publication="published",
        )
        AgendaItem.objects.create(meeting=meeting, order=1, title="Questions des habitants")


def costs(asks):
    """CPU seconds of one request of each kind:
    the medians of small batches, turn by turn, so that all share the noise.
    """
    times = [[] for _ in asks]
    for _ in range(ROUNDS):
        for ask, own in zip(asks, times, strict=True):
            start = time.process_time()
            for _ in range(BATCH):
                ask()
            own.append((time.process_time() - start) / BATCH)
    return [statistics.median(own) for own in times]


def main():
    call_command("migrate", verbosity=0)
    fill()
    urlpatterns.append(path("temoin.ics", bare))
    client = Client(headers={"host": "127.0.0.1"})
    etag = client.get(FEED)["ETag"]

    def rebuilt():
        cached_response.forget()
        client.get(FEED)

    asks = {
        "unchanged, 304": (lambda: client.get(FEED, headers={"if-none-match": etag}), UNCHANGED),
        "unchanged, sent again": (lambda: client.get(FEED), UNCHANGED),
        "rebuilt by the library": (rebuilt, REBUILT),
    }
    base, *found = costs([lambda: client.get("/temoin.ics"), *[ask for ask, _ in asks.values()]])
    ratios = {name: (cpu / base, limit) for (name, (_, limit)), cpu in zip(asks.items(), found, strict=True)}
    print(f"bare view: {base * 1000:.2f} ms of CPU; {MEETINGS} meetings")
    for name, (ratio, limit) in ratios.items():
        print(f"{name:26}{ratio:6.1f} times (at most {limit})")
    return int(any(ratio > limit for ratio, limit in ratios.values()))


if __name__ == "__main__":
    sys.exit(main())
