"""Copies of a cleaned photo at the widths where it is shown:
one family of files, named together and deleted together.
"""

import uuid

from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import FieldFile
from PIL import Image, ImageOps

from publishing.files.images import FACE_IN_THE_UPPER_HALF, FORMATS, encoded

EXTENSIONS = {"WEBP": "webp", "JPEG": "jpg"}
QUALITY = {"WEBP": 75, "JPEG": 88}


class Renditions(FieldFile):
    """The family of one photo. Its name is that of the widest copy; the others differ by the width in their name."""

    @property
    def names(self) -> list[str]:
        stem, extension = self.name.rsplit(".", 1)
        family = stem.rpartition("-")[0] or stem
        return [f"{family}-{width}.{extension}" for width in self.field.widths]

    def make(self, photo: File) -> None:
        """Writes every width of `photo` under a new name; the copies of a former photo stay until `delete`."""
        field = self.field
        widest = f"{uuid.uuid4().hex}-{field.widths[-1]}.{EXTENSIONS[field.format]}"
        self.name = field.generate_filename(self.instance, widest)
        setattr(self.instance, field.attname, self.name)
        for width, name in zip(field.widths, self.names, strict=True):
            self.storage.save(name, copy_of(photo, width, is_square=field.is_square, image_format=field.format))

    def open_at(self, width: int) -> File:
        """The copy of exactly that width. A width that is not made raises KeyError."""
        return self.storage.open(dict(zip(self.field.widths, self.names, strict=True))[width])

    def delete(self, save=True):
        """Every width leaves the disk."""
        for name in self.names if self else []:
            self.storage.delete(name)
        super().delete(save=save)


class RenditionsField(models.FileField):
    attr_class = Renditions
    non_db_attrs = (*models.FileField.non_db_attrs, "widths", "is_square", "format")

    def __init__(self, *args, widths=(320,), is_square=True, format="WEBP", **kwargs):  # noqa: A002
        self.widths, self.is_square, self.format = tuple(sorted(widths)), is_square, format
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"widths": self.widths, "is_square": self.is_square, "format": self.format}


def copy_of(photo: File, width: int, *, is_square: bool, image_format: str) -> ContentFile:
    """Never larger than the photo where its own shape is kept; the square is filled, with the face in mind."""
    photo.open()
    with Image.open(photo, formats=FORMATS) as image:
        image.draft("RGB", (2 * width, 2 * width))
        picture = image.convert("RGB")
    if is_square:
        picture = ImageOps.fit(picture, (width, width), centering=FACE_IN_THE_UPPER_HALF)
    else:
        picture.thumbnail((width, width))
    return encoded(picture, image_format, EXTENSIONS[image_format], quality=QUALITY[image_format])
