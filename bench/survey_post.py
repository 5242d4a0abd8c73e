#!/usr/bin/env python3
"""What sending 25 answers costs beside a bare constant view, in one run: survey_post.py [TIMES].

On a database of its own, migrated and with the content loaded. The two go through the same middleware, turn by turn;
CPU time only, medians.
"""

import datetime
import functools
import os
import statistics
import sys
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clos_portal.settings")
os.environ.setdefault("ALLOWED_HOSTS", "testserver")
django.setup()

import time_machine  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402

from clos_portal import urls  # noqa: E402
from publishing.forms.form_token import new_token  # noqa: E402
from publishing.pacing.pace import Pace  # noqa: E402
from surveys.models import Survey  # noqa: E402
from surveys.questions.answer import input_names  # noqa: E402
from surveys.site import views  # noqa: E402

MOST_RATIO, MOST_STATEMENTS = 25, 6


def open_survey():
    model = Survey.objects.get(is_model=True)
    survey = model.duplicate(f"banc-{uuid.uuid4().hex[:8]}", "Banc d’essai", is_example=True)
    survey.open(timezone.localdate())
    return survey


def posts(survey, times):
    """What browsers send from the last step, each with a token of its own, five minutes old."""
    items, last = survey.questionnaire().items, len(survey.questionnaire().parts)
    answers = {}
    for item in items:
        names = input_names(item)[: len(item.lines) or 1]
        answers |= dict.fromkeys(names, item.options[0].pk if item.options else "Une idée")
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=5)):
        return [urlencode(answers | {"token": new_token(), "step": str(last)}) for _ in range(times)]


def cpu(act) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def main(times=200):
    urls.urlpatterns.insert(0, path("nu/", lambda request: HttpResponse("nu")))
    survey, client = open_survey(), Client()
    sent, address = posts(survey, times + 1), survey.get_absolute_url()
    post = functools.partial(client.post, address, content_type="application/x-www-form-urlencoded")
    client.get("/nu/")
    statements = []
    with connection.execute_wrapper(lambda execute, sql, *rest: (statements.append(sql), execute(sql, *rest))[1]):
        assert post(data=sent.pop()).status_code == 302
    asked = [sql for sql in statements if not sql.startswith("BEGIN")]  # on SQLite, Django sends it as a statement
    views.PACE = Pace(survey.reference, most=times, seconds=3600)
    turns = [(cpu(lambda: client.get("/nu/")), cpu(lambda: post(data=sent.pop()))) for _ in range(times)]
    bare, post = (statistics.median(column) for column in zip(*turns, strict=True))
    stored = survey.responses.count()
    print(
        f"bare view {bare * 1000:.2f} ms, 25 answers {post * 1000:.2f} ms: {post / bare:.1f} x, {len(asked)} statements"
    )
    print(f"{stored} of {times + 1} stored")
    return int(post / bare > MOST_RATIO or len(asked) > MOST_STATEMENTS)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
