"""Several photos at once, one after the other: each is cleaned and stored whole, or refused with its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from publishing.files.images import clean_photo
from publishing.files.private_storage import FileNotStored, whole_or_nothing

MOST_AT_ONCE = 10
TOO_MANY = f"Envoyez {MOST_AT_ONCE} photos au plus à la fois. Celle-ci n’a pas été prise\u00a0: envoyez-la ensuite."


@dataclass(frozen=True)
class Outcome:
    """What became of one file, by the name it had on the person's device."""

    name: str
    error: str = ""
    is_full: bool = False  # the disk has no room left

    @property
    def is_stored(self) -> bool:
        return not self.error


def tally(outcomes: list[Outcome]) -> str:
    """«4 prises, 6 refusées : le disque est plein.»"""
    taken = sum(one.is_stored for one in outcomes)
    refused = len(outcomes) - taken
    words = f"{taken} prise{'s' if taken > 1 else ''}, {refused} refusée{'s' if refused > 1 else ''}"
    return f"{words}\u00a0: le disque est plein." if any(one.is_full for one in outcomes) else f"{words}."


def receive_photos(uploads: Iterable, store: Callable[[ContentFile], object]) -> list[Outcome]:
    """`store` saves one cleaned photo. Each temporary upload leaves the disk before the next one is read."""
    return [
        _receive(upload, store) if number < MOST_AT_ONCE else _refuse(upload, TOO_MANY)
        for number, upload in enumerate(uploads)
    ]


def _receive(upload, store) -> Outcome:
    try:
        photo = clean_photo(upload)
        with whole_or_nothing():
            store(photo)
    except FileNotStored as error:
        return Outcome(upload.name, " ".join(error.messages), is_full=error.is_full)
    except ValidationError as error:
        return Outcome(upload.name, " ".join(error.messages))
    finally:
        upload.close()
    return Outcome(upload.name)


def _refuse(upload, reason: str) -> Outcome:
    upload.close()
    return Outcome(upload.name, reason)
