"""Pictures drawn for the examples: squares and rounds in the colours of the identity, nobody's face."""

import io
import random

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from events.models import Event, Photo
from publishing.photos.credited_photo import Agreement, MinorsAgreement, Rights
from publishing.publishable import Publication

EVENT = "exemple-fete-de-rue"
COLOURS = ["cobalt-7", "cobalt-5", "cobalt-3", "ble-5", "ble-3", "feuille-5", "feuille-3"]
PICTURES = [("Des tables sous les arbres", 11), ("Un jeu dessiné au sol", 12), ("Des fanions entre deux immeubles", 13)]


def load() -> None:
    event = Event.objects.filter(reference=EVENT).first()
    if event is None or event.photos.exists():
        return
    for position, (caption, seed) in enumerate(PICTURES, start=1):
        photo = Photo(event=event, caption=caption, position=position)
        photo.file = ContentFile(drawing(seed), name=f"exemple-{seed}.jpg")
        photo.authorisation = ContentFile(b"Exemple d'autorisation.", name="exemple.txt")
        photo.alt = f"Un dessin de carrés et de ronds de couleur, à la place d’une photo\u00a0: {caption.lower()}."
        photo.credit, photo.author, photo.rights = "© dessin d’exemple", "dessin d’exemple", Rights.MEMBER
        photo.people, photo.minors = Agreement.NOBODY, MinorsAgreement.NOBODY
        photo.publication, photo.is_example = Publication.PUBLISHED, True
        photo.full_clean()
        photo.save_with_copies()


def drawing(seed: int) -> bytes:
    """A JPEG of 1200 × 800; the same seed always draws the same."""
    chance = random.Random(seed)  # noqa: S311  colours, not secrets
    image = Image.new("RGB", (1200, 800), settings.COUNCIL.colours["papier"])
    pen = ImageDraw.Draw(image)
    for left in range(0, 1200, 100):
        for top in range(0, 800, 100):
            colour, box = settings.COUNCIL.colours[chance.choice(COLOURS)], [left + 12, top + 12, left + 88, top + 88]
            (pen.rectangle if chance.random() < 0.5 else pen.ellipse)(box, fill=colour)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
