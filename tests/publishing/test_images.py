import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from publishing.images import LONGEST_SIDE, PhotoField, clean_photo
from tests.publishing.hostile import HOSTILE, encoded, gps_photo


def upload(content, name="photo.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def cleaned(content):
    photo = clean_photo(upload(content))
    return photo, Image.open(io.BytesIO(photo.read()))


@pytest.mark.parametrize("name", HOSTILE, ids=HOSTILE)
def test_a_hostile_file_is_refused_in_french(name):
    with pytest.raises(ValidationError) as refusal:
        clean_photo(upload(HOSTILE[name](), name))
    assert refusal.value.messages[0].startswith(("Cette photo est trop", "Ce fichier n’est pas une photo lisible"))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_forgets_where_and_by_whom_it_was_taken(format):
    photo, image = cleaned(gps_photo(format))
    assert not image.getexif()
    assert b"TestCam" not in photo.file.getvalue()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_held_sideways_is_turned(format):
    assert cleaned(gps_photo(format))[1].size == (480, 640)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_every_photo_becomes_a_plain_colour_jpeg(mode):
    image = cleaned(encoded("JPEG", mode))[1]
    assert (image.format, image.mode) == ("JPEG", "RGB")


def test_what_is_transparent_becomes_white():
    buffer = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(buffer, "PNG")
    assert cleaned(buffer.getvalue())[1].getpixel((5, 5)) == (255, 255, 255)


def test_a_photo_of_a_phone_that_holds_two_pictures_is_accepted():
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480)).save(buffer, "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48))])
    assert cleaned(buffer.getvalue())[1].size == (640, 480)


def test_a_large_photo_is_made_smaller():
    buffer = io.BytesIO()
    Image.new("RGB", (4000, 3000)).save(buffer, "JPEG")
    assert cleaned(buffer.getvalue())[1].size == (LONGEST_SIDE, 1200)


def test_a_colour_profile_is_not_copied():
    assert "icc_profile" not in cleaned(encoded("JPEG", icc_profile=b"A" * 6000))[1].info


def test_the_new_name_says_nothing():
    name = clean_photo(upload(encoded("JPEG"), "Madame Dupont chez elle.jpg")).name
    assert name.endswith(".jpg")
    assert len(name) == 36


def test_the_field_keeps_what_was_there_and_cleans_what_is_new():
    field = PhotoField(required=False, max_length=10)
    assert field.clean(None, "photos/old.jpg") == "photos/old.jpg"
    assert field.clean(upload(encoded("JPEG"), "a" * 80 + ".jpg")).name != "a" * 80 + ".jpg"


def test_the_field_says_that_there_is_a_photo_without_giving_an_address():
    html = PhotoField(required=False).widget.render("photo", "photos/private.jpg", {"id": "id_photo"})
    assert "Une photo est enregistrée" in html
    assert "private.jpg" not in html
