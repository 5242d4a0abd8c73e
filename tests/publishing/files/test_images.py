import io
import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from publishing.files.images import LONGEST_SIDE, PhotoField, clean_photo
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


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_forgets_where_and_by_whom_it_was_taken(image_format):
    photo, image = cleaned(gps_photo(image_format))
    assert not image.getexif()
    assert b"TestCam" not in photo.file.getvalue()


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_held_sideways_is_turned(image_format):
    assert cleaned(gps_photo(image_format))[1].size == (480, 640)


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


def exchanged_profile():
    """A profile that calls red what others call blue: sRGB with two of its columns exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {
        bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * struct.unpack(">I", profile[128:132])[0], 12)
    }
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile)


def drawn(colour, image_format="PNG", mode="RGB", **options):
    buffer = io.BytesIO()
    Image.new(mode, (40, 30), colour).save(buffer, image_format, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("image_format", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("WEBP", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGBA")]
)
def test_the_colours_are_those_that_the_profile_shows(image_format, mode):
    image = cleaned(drawn("red", image_format, mode, quality=95, icc_profile=exchanged_profile()))[1]
    red, green, blue = image.getpixel((20, 15))
    assert blue > 245 and red < 10 and green < 10
    assert "icc_profile" not in image.info


def test_a_palette_goes_through_the_profile_too():
    palette = Image.new("RGB", (40, 30), (255, 0, 0)).quantize(4)
    buffer = io.BytesIO()
    palette.save(buffer, "PNG", icc_profile=exchanged_profile())
    assert cleaned(buffer.getvalue())[1].getpixel((20, 15))[2] > 245


def test_grey_with_a_colour_profile_and_colour_with_a_broken_one_stay_what_they_are():
    assert max(cleaned(drawn(128, mode="L", icc_profile=exchanged_profile()))[1].getpixel((5, 5))) < 135
    assert cleaned(drawn((255, 0, 0), icc_profile=b"A" * 6000))[1].getpixel((5, 5))[0] > 245


@pytest.mark.parametrize("size", [(40, 30), (3000, 2000)])
def test_a_grey_of_sixteen_bits_is_not_made_white(size):
    buffer = io.BytesIO()
    Image.new("I;16", size, 128 * 257).save(buffer, "PNG")
    assert cleaned(buffer.getvalue())[1].getpixel((20, 15)) == pytest.approx((128, 128, 128), abs=2)


def test_four_inks_become_the_colour_they_print():
    red, green, blue = cleaned(drawn((0, 255, 255, 0), "JPEG", "CMYK", quality=95))[1].getpixel((20, 15))
    assert red > 230 and green < 30 and blue < 30


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"avif"])
def test_the_format_of_an_iphone_is_refused_with_what_to_do(brand):
    with pytest.raises(ValidationError, match="HEIC.*Le plus compatible.*JPEG"):
        clean_photo(upload(b"\0\0\0\x18ftyp" + brand + bytes(500), "IMG_0001.HEIC"))


def test_the_new_name_says_nothing():
    name = clean_photo(upload(encoded("JPEG"), "Madame Dupont chez elle.jpg")).name
    assert name.endswith(".jpg")
    assert len(name) == 36


def test_the_field_keeps_what_was_there_and_cleans_what_is_new():
    field = PhotoField(required=False, max_length=10, help_text="Une photo.")
    assert field.help_text.startswith("Une photo. Pas de HEIC") and "Le plus compatible" in field.help_text
    assert field.clean(None, "photos/old.jpg") == "photos/old.jpg"
    assert field.clean(upload(encoded("JPEG"), "a" * 80 + ".jpg")).name != "a" * 80 + ".jpg"


def test_the_field_says_that_there_is_a_photo_without_giving_an_address():
    html = PhotoField(required=False).widget.render("photo", "photos/private.jpg", {"id": "id_photo"})
    assert "Une photo est enregistrée" in html
    assert "private.jpg" not in html
