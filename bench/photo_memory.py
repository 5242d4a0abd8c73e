#!/usr/bin/env python3
"""What fifty photos of a telephone cost in memory, sent ten at a time: photo_memory.py [COUNT].
In a throw-away database.
"""

import io
import os
import resource
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
folder = tempfile.mkdtemp(prefix="photos-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "clos_portal.settings",
    "ENV_FILE": "/dev/null",
    "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
    "PRIVATE_MEDIA_ROOT": f"{folder}/private",
    "MEDIA_ROOT": f"{folder}/media",
}

import django  # noqa: E402

django.setup()

from django.core.files.uploadedfile import TemporaryUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from PIL import Image  # noqa: E402

from events.models import Event, Photo  # noqa: E402
from publishing.photos.photo_upload import MOST_AT_ONCE, receive_photos  # noqa: E402

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 50
SIDE = (5712, 4284)  # 24.5 million points


def peak() -> int:
    """In megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def telephone_photo() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(SIDE, 60).convert("RGB").save(buffer, "JPEG", quality=75)
    return buffer.getvalue()


def upload(content: bytes, number: int) -> TemporaryUploadedFile:
    photo = TemporaryUploadedFile(f"{number}.jpg", "image/jpeg", len(content), None)
    photo.write(content)
    photo.seek(0)
    return photo


def main():
    call_command("migrate", verbosity=0)
    event = Event.objects.create(
        reference="banc", title="Banc d’essai", kind=Event.Kind.GATHERING, starts_on="2026-01-01"
    )
    child = os.fork()  # the photo is made elsewhere: its memory must not count
    path = Path(folder) / "photo.jpg"
    if child == 0:
        path.write_bytes(telephone_photo())
        os._exit(0)
    os.waitpid(child, 0)
    content = path.read_bytes()

    def store(file):
        Photo(event=event, caption="Photo", file=file).save_with_copies()

    before = peak()
    for first in range(0, COUNT, MOST_AT_ONCE):
        numbers = range(first, min(first + MOST_AT_ONCE, COUNT))
        receive_photos((upload(content, number) for number in numbers), store)
    print(f"{COUNT} photos of {len(content) // 1000} kB, {Photo.objects.count()} stored: +{peak() - before} MB at most")


main()
