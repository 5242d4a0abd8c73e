"""An uploaded photo made safe before it is stored: known format, bounded pixels, colours of the web, no EXIF, a name
that says nothing."""

import io
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.forms import FileField
from django.forms.widgets import ClearableFileInput
from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = {
    "JPEG": 50_000_000,
    "MPO": 50_000_000,
    "PNG": 25_000_000,
    "WEBP": 25_000_000,
}  # MPO: a JPEG of some phones
LONGEST_SIDE = 1600
FACE_IN_THE_UPPER_HALF = (0.5, 0.35)
ACCEPT = "image/jpeg,image/png,image/webp"
TOO_MANY_PIXELS = "Cette photo est trop grande. Réduisez-la, par exemple à 4000 points de large."
UNREADABLE = "Ce fichier n’est pas une photo lisible. Choisissez une image JPEG, PNG ou WebP."

PHONE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
PHONE_FORMAT = (
    "Cette photo est au format HEIC, que beaucoup d’appareils ne savent pas montrer. Sur un iPhone, ouvrez Réglages, "
    "Appareil photo, Formats, et choisissez «\u00a0Le plus compatible\u00a0»\u00a0; pour cette photo, enregistrez-la "
    "en JPEG, puis envoyez-la de nouveau."
)
NOT_HEIC = (
    "Pas de HEIC\u00a0: sur un iPhone, choisissez «\u00a0Le plus compatible\u00a0» dans Réglages, "
    "Appareil photo, Formats."
)
LARGEST_PROFILE = 4_000_000
PROFILE_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab": "LAB"}
SIXTEEN_BITS = ("I", "I;16", "I;16B", "I;16L")


def clean_photo(upload) -> ContentFile:
    """Re-encodes an upload as a JPEG of at most 1600 px without any metadata. Raises ValidationError, in French."""
    if upload.size > settings.MAX_PHOTO_BYTES:
        limit = settings.MAX_PHOTO_BYTES // (1024 * 1024)
        raise ValidationError(f"Cette photo est trop lourde. Choisissez un fichier de {limit}\u00a0Mo au plus.")
    upload.seek(0)
    _refuse_phone_format(upload.read(12))
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as image:
            _refuse_too_many_pixels(image)
            return encoded(_upright(image), "JPEG", "jpg", quality=85, progressive=True)
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except Exception as error:  # Pillow raises many kinds of errors on hostile files
        raise ValidationError(UNREADABLE) from error


def _refuse_phone_format(start: bytes) -> None:
    """No decoder for it: one more library of C for hostile files, and 200 MB a photo, for what a phone does itself."""
    if start[4:8] == b"ftyp" and start[8:12] in PHONE_BRANDS:
        raise ValidationError(PHONE_FORMAT)


def _refuse_too_many_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS[image.format]:
        raise ValidationError(TOO_MANY_PIXELS)


def _upright(image: Image.Image) -> Image.Image:
    """Small first, then turned and flattened: what a large picture costs in memory is paid once."""
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    colours = _in_web_colours(_in_eight_bits(upright))
    if not upright.has_transparency_data:
        return colours
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(colours, mask=upright.convert("RGBA").getchannel("A"))
    return ground


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """A grey of 65 536 steps would be cut at the 256th, and come out white."""
    if image.mode not in SIXTEEN_BITS:
        return image
    grey = image.convert("I").point(lambda step: step * (1 / 257)).convert("L")
    grey.info["icc_profile"] = image.info.get("icc_profile")
    return grey


def _in_web_colours(image: Image.Image) -> Image.Image:
    """sRGB, through the profile that the photo carries: dropped, it would leave other colours than those seen."""
    profile = image.info.get("icc_profile")
    if not profile or len(profile) > LARGEST_PROFILE:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = PROFILE_MODES.get(source.profile.xcolor_space.strip(), image.mode)
        return ImageCms.profileToProfile(image.convert(mode), source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile that nobody can read says nothing of the colours
        return image.convert("RGB")


def encoded(image: Image.Image, image_format: str, extension: str, **options) -> ContentFile:
    """Pasted into a new image first: nothing of the old one but its pixels survives."""
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    buffer = io.BytesIO()
    clean.save(buffer, image_format, optimize=True, **options)
    return ContentFile(buffer.getvalue(), name=f"{uuid.uuid4().hex}.{extension}")


class PhotoInput(ClearableFileInput):
    """A file field that also works for a photo without an address: it says that there is one, and can erase it."""

    template_name = "publishing/photo_input.html"

    def __init__(self, attrs=None):
        super().__init__({"accept": ACCEPT} | (attrs or {}))

    def is_initial(self, value):
        return bool(value)


class PhotoField(FileField):
    """A form field whose value is already cleaned: what reaches the model never held the upload's name or metadata."""

    widget = PhotoInput

    def __init__(self, *, max_length=None, **kwargs):
        """`max_length` is ignored: the photo gets a new, short name."""
        super().__init__(**kwargs | {"help_text": f"{kwargs.get('help_text', '')} {NOT_HEIC}".strip()})

    def clean(self, data, initial=None):
        value = super().clean(data, initial)
        is_new_upload = value and value is not initial and hasattr(value, "content_type")
        return clean_photo(value) if is_new_upload else value
