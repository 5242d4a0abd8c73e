"""Builders of residents' ideas and of the référentiel."""

import datetime
import itertools
import uuid

from django.utils import timezone

from proposals.models import Idea, IdeaCall, ReferenceExample
from publishing.publishable import Publication

_number = itertools.count(1)
A_DAY = datetime.date(2026, 6, 1)


def make_call(**fields):
    """Open today."""
    today, week = timezone.localdate(), datetime.timedelta(days=7)
    return IdeaCall.objects.create(
        **{"title": "Vos idées", "opens_on": today - week, "closes_on": today + week} | fields
    )


def make_idea(**fields):
    idea, _ = Idea.objects.receive(
        **{"token": uuid.uuid4(), "call": fields.get("call") or make_call(), "text": "Un banc au soleil."} | fields
    )
    return idea


def make_reference_example(**fields):
    number = next(_number)
    defaults = {"reference": f"ailleurs-{number}", "title": f"Un lavoir rouvert {number}", "place": "Dreux"}
    return ReferenceExample.objects.create(**defaults | {"publication": Publication.PUBLISHED} | fields)
