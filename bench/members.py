#!/usr/bin/env python3
"""What the room of the members costs, beside a bare constant view, in one run: `python bench/members.py`.

Works on a database in memory: queries and times with 5 and 500 members, the poster of 40 members, and the portraits
that a phone asks for on its first screen. Exit code 1 above a limit.
"""

import datetime
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DATABASE_URL"] = "sqlite:///:memory:"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clos_portal.settings")
_files = tempfile.TemporaryDirectory()
os.environ["PRIVATE_MEDIA_ROOT"] = os.environ["MEDIA_ROOT"] = _files.name

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import path, reverse  # noqa: E402

from clos_portal.urls import *  # noqa: E402, F403
from members.models import Mandate, Member  # noqa: E402
from members.models.portrait import SITE_WIDTHS  # noqa: E402
from members.paper.hall_poster import hall_poster  # noqa: E402
from tests.members.make import give_portrait, make_closed_draw, make_council, photo_like  # noqa: E402

urlpatterns = [*urlpatterns, path("bare/", lambda request: HttpResponse("<h1>Bonjour</h1>"))]  # noqa: F405
TODAY = datetime.date.today()
NEAR_A_FIRST_SCREEN = 3  # what a phone of 390 px asks for before anybody scrolls (tests/browser/test_members.py)
LIMITS = {"queries": 4, "poster": 1.0, "first screen": 150_000 - 80_000}  # 80 kB: the page without photos


def median(act, times):
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def queries(client, address):
    reset_queries()
    with override_settings(DEBUG=True):
        assert client.get(address).status_code == 200
    return len(connection.queries)


def pages():
    names = [
        ("member_list",),
        ("candidacy_create",),
        ("candidacy_create", "acteur"),
        ("draw_list",),
        ("draw_detail", "d"),
    ]
    found = [reverse(f"members:{name}", args=arguments) for name, *arguments in names]
    return [*found, f"{found[0]}?ordre=role"]


def main():
    call_command("migrate", verbosity=0)
    client, is_over = Client(), False
    make_closed_draw(40, reference="d")
    print(f"{'page':34}{'members':>9}{'queries':>9}{'ms':>8}{'times the bare view':>22}")
    for count in (5, 500):
        here = Member.objects.count()
        make_council(habitants=(count - here) // 2, acteurs=(count - here + 1) // 2)
        bare = median(lambda: client.get("/bare/"), 30)
        for address in pages():
            client.get(address)  # what the first visit alone fetches
            asked, spent = queries(client, address), median(lambda a=address: client.get(a), 10)
            print(f"{address:34}{count:9}{asked:9}{spent * 1000:8.1f}{spent / bare:22.1f}")
            is_over |= asked > LIMITS["queries"]
    return is_over | portraits() | poster()


def portraits():
    """Weighed on a photo with the grain of a real one; see also tests/browser/test_members.py."""
    photo = photo_like()
    for member in Member.objects.all()[:40]:
        give_portrait(member, photo, site=TODAY, poster=TODAY)
    shown = Member.objects.with_portrait(TODAY).first()
    for width in SITE_WIDTHS:
        size = len(shown.site_portrait.open_at(width).read())
        print(
            f"portrait of {width} px: {size} bytes, {NEAR_A_FIRST_SCREEN} near a first screen: "
            f"{size * NEAR_A_FIRST_SCREEN}"
        )
    return len(shown.site_portrait.open_at(288).read()) * NEAR_A_FIRST_SCREEN > LIMITS["first screen"]


def poster():
    people = list(Mandate.objects.on_the_site(TODAY).order_by("pk")[:40])
    spent = {size: median(lambda s=size: hall_poster(people, size=s, today=TODAY), 5) for size in ("a4", "a3")}
    print(
        "poster of 40 members with portraits:",
        ", ".join(f"{size} {taken * 1000:.0f} ms" for size, taken in spent.items()),
    )
    return max(spent.values()) > LIMITS["poster"]


if __name__ == "__main__":
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"]):
        sys.exit(int(main()))
