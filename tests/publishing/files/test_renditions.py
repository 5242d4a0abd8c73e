"""The copies of a photo at the widths where it is shown. The member's portrait is the field that stands for all."""

import io

import pytest
from PIL import Image

from publishing.files.images import clean_photo
from publishing.files.renditions import copy_of
from tests.publishing.files.test_images import upload
from tests.publishing.hostile import gps_photo


def copy(width=96, **options):
    content = copy_of(clean_photo(upload(gps_photo())), width, **{"is_square": True, "image_format": "WEBP"} | options)
    return content.name, Image.open(io.BytesIO(content.read()))


def test_a_copy_for_a_page_is_a_small_square_webp():
    name, image = copy()
    assert name.endswith(".webp")
    assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (96, 96), {})


def test_a_copy_that_keeps_its_shape_is_never_larger_than_the_photo():
    _, image = copy(5000, is_square=False, image_format="JPEG")
    assert (image.format, image.size) == ("JPEG", (480, 640))


@pytest.mark.parametrize("width", [96, 192, 288, 480])
def test_each_width_is_what_it_says(width):
    assert copy(width)[1].size == (width, width)
