"""Builders of the events' nouns: only what a test is about needs saying."""

import datetime
import io
import itertools

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from events.models import Event, Photo
from publishing.photos.credited_photo import Agreement, MinorsAgreement, Rights
from publishing.publishable import Publication

_number = itertools.count(1)
RIGHTS = {
    "alt": "Des tables sous les arbres.",
    "credit": "© Ada",
    "author": "Ada",
    "rights": Rights.MEMBER,
    "people": Agreement.NOBODY,
    "minors": MinorsAgreement.NOBODY,
}


def make_event(**fields):
    """A published feast in 2030; its day and the rest may be said."""
    number = next(_number)
    defaults = {"reference": f"fete-{number}", "title": f"Fête {number}", "kind": Event.Kind.GATHERING}
    defaults |= {"starts_on": datetime.date(2030, 5, 21), "publication": Publication.PUBLISHED}
    return Event.objects.create(**defaults | fields)


def jpeg(side=900, **options):
    buffer = io.BytesIO()
    Image.new("RGB", (side, side // 2), "teal").save(buffer, "JPEG", **options)
    return buffer.getvalue()


def make_photo(event=None, content=None, authorisation=b"signed", **fields):
    """A complete draft with its file and its authorisation."""
    photo = Photo(event=event or make_event(), caption="La fête", **RIGHTS | fields)
    photo.file = ContentFile(content or jpeg(), name="a.jpg")
    if authorisation:
        photo.authorisation = ContentFile(authorisation, name="a.pdf")
    photo.save_with_copies()
    return photo


def make_shown_photo(**fields):
    return make_photo(publication=Publication.PUBLISHED, **fields)


def upload(name="a.jpg", content=None):
    return SimpleUploadedFile(name, jpeg() if content is None else content, "image/jpeg")
