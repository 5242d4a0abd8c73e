"""Builders of the room: what a test does not care about is filled in."""

import datetime
import io
import itertools
import uuid

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFilter

from members.models import Candidacy, College, Commission, Draw, Mandate, Member
from publishing.publishable import Publication

NOON = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
LONG_AGO = datetime.date(2020, 1, 1)
_numbers = itertools.count(1)


def make_commission(**fields):
    number = next(_numbers)
    defaults = {
        "reference": f"commission-{number}",
        "name": f"Commission {number}",
        "publication": Publication.PUBLISHED,
    }
    return Commission.objects.create(**defaults | fields)


def make_member(**fields):
    number = next(_numbers)
    defaults = {
        "reference": f"membre-{number}",
        "first_name": "Camille",
        "last_name": f"Test{number}",
        "publication": Publication.PUBLISHED,
    }
    return Member.objects.create(**defaults | fields)


def make_mandate(member=None, **fields):
    defaults = {"college": College.HABITANT, "starts_on": LONG_AGO}
    if fields.get("college") == College.ACTEUR:
        defaults["organisation"] = "Association test"
    return Mandate.objects.create(member=member or make_member(), **defaults | fields)


def make_council(habitants=0, acteurs=0, unknown=0):
    for college, count in ((College.HABITANT, habitants), (College.ACTEUR, acteurs), ("", unknown)):
        for _ in range(count):
            make_mandate(college=college)


def make_candidacy(**fields):
    defaults = {"token": uuid.uuid4(), "name": "Dominique Test", "email": "dominique@exemple.fr", "has_consented": True}
    return Candidacy.objects.create(**defaults | fields)


def make_draw(**fields):
    """In preparation; its public draw takes place a week after NOON."""
    defaults = {
        "reference": f"tirage-{next(_numbers)}",
        "title": "Tirage des habitants",
        "college": College.HABITANT,
        "seats": 2,
        "alternates": 1,
        "seed_source": "les cinq numéros du Loto, du plus petit au plus grand",
        "seed_at": NOON + datetime.timedelta(days=7),
    }
    return Draw.objects.create(**defaults | fields)


def make_closed_draw(candidates=5, **fields):
    draw = make_draw(**fields)
    for number in range(candidates):
        make_candidacy(college=draw.college, name=f"Dominique Test{number}")
    draw.close(NOON)
    return draw


def picture(image_format="JPEG", size=(640, 480), mode="RGB", **options):
    buffer = io.BytesIO()
    Image.new(mode, size, "seagreen" if mode == "RGB" else 128).save(buffer, image_format, **options)
    return buffer.getvalue()


def photo_like():
    """As heavy as a real portrait: soft shapes with a fine grain."""
    grain = Image.effect_noise((900, 900), 90).filter(ImageFilter.GaussianBlur(1.0))
    light = Image.radial_gradient("L").resize((900, 900))
    buffer = io.BytesIO()
    Image.merge("RGB", [Image.blend(grain, light, share) for share in (0.5, 0.6, 0.7)]).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def upload(content=None, name="photo.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, picture() if content is None else content, content_type)


def give_portrait(member, photo=None, **consents):
    member.portrait = ContentFile(photo or picture(), name=f"{uuid.uuid4().hex}.jpg")
    member.portrait_alt, member.portrait_credit = "Une personne sourit", "Alex Photographe"
    for medium, day in consents.items():
        setattr(member, f"{medium}_consent_on", day)
    member.save_with_portrait()
    return member
