"""Builders of the walks' nouns: only what a test is about needs saying."""

import datetime
import itertools

from django.core.files.base import ContentFile

from publishing.publishable import Publication
from tests.events.make import RIGHTS, jpeg
from walks.models import Dispatch, Observation, ObservationPhoto, Walk
from walks.rules.status import ObservationStatus
from walks.rules.vocabulary import Body

_number = itertools.count(1)
WALKED = datetime.date(2026, 3, 5)
SENT = datetime.date(2026, 4, 1)
ANSWERED = datetime.date(2026, 5, 16)


def make_walk(stops=0, **fields):
    """A published walk of 2026, with as many stops as said."""
    number = next(_number)
    defaults = {"reference": f"marche-{number}", "title": f"Marche {number}", "starts_on": WALKED}
    walk = Walk.objects.create(**defaults | {"publication": Publication.PUBLISHED} | fields)
    for position in range(1, stops + 1):
        walk.stops.create(position=position, name=f"Arrêt {position}")
    return walk


def make_observation(walk=None, is_public=True, **fields):
    """Read over and published, unless said otherwise."""
    defaults = {"text": "Un lampadaire est éteint.", "addressed_to": Body.CITY}
    observation, _ = Observation(walk=walk or make_walk(), **defaults | fields).enter()
    if is_public:
        observation.approve(WALKED)
    return observation


def make_sent(walk=None, **fields):
    observation = make_observation(walk, **fields)
    observation.record(ObservationStatus.SENT, on=SENT)
    return observation


def make_answered(walk=None, status=ObservationStatus.ANSWERED, **fields):
    observation = make_sent(walk, **fields)
    observation.record(status, on=ANSWERED, words="Nous allons voir.", by="Voirie")
    return observation


def make_dispatch(count=2, body=Body.CITY):
    walk = make_walk()
    for _ in range(count):
        make_observation(walk, addressed_to=body)
    return Dispatch.send(walk, body, SENT)


def make_observation_photo(observation=None, **fields):
    photo = ObservationPhoto(observation=observation or make_observation(), caption="Le lampadaire", **RIGHTS | fields)
    photo.file = ContentFile(jpeg(), name="a.jpg")
    photo.authorisation = ContentFile(b"signed", name="a.pdf")
    photo.save_with_copies()
    return photo
