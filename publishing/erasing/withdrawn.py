"""Withdrawals, erasures and departures, kept beside the archives as keyed prints, so that a restore applies them again.

A line is a moment, a print, and which SECRET_KEY made it. Without that key and the rows of an archive, it says neither
of whom nor of what.
"""

import datetime
import functools
import logging
import os
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

FILE = "retraits.txt"
LINE = re.compile(r"(\d{4}-\d\d-\d\dT[\d:.+]+) ([0-9a-f]{64})(?: ([0-9a-f]{8}))?\n")

logger = logging.getLogger(__name__)


class Withdrawal(StrEnum):
    ERASED = "erased"
    WITHDRAWN = "withdrawn"
    QUARANTINED = "quarantined"
    EMPTIED = "emptied"
    DEACTIVATED = "deactivated"
    ENDED = "ended"


def note(act: str, *rows: models.Model) -> None:
    """Once the act is certain, and with that moment:
    an archive that a copy of the database began before has it to redo.
    """
    prints = [print_of(act, type(row), row.pk) for row in rows]
    transaction.on_commit(functools.partial(_write, prints))


def note_emptied(before: models.Model | None, after: models.Model, names: Iterable[str]) -> None:
    """Each of these fields that held something, and holds nothing any more."""
    for name in names:
        if before is not None and getattr(before, name) and not getattr(after, name):
            note(f"{Withdrawal.EMPTIED} {name}", after)


def print_of(act: str, model: type[models.Model], key) -> str:
    return _print(f"{act} {model._meta.concrete_model._meta.label_lower} {key}")


def path() -> Path:
    return Path(settings.BACKUPS_ROOT) / FILE


def noted_after(moment: datetime.datetime) -> dict[str, datetime.datetime] | None:
    """The prints of what was done since, each with its last moment, in order; None when nothing was ever kept here."""
    lines = _lines_after(moment)
    return None if lines is None else {mark: when for when, mark, _ in lines}


def made_by_another_key(moment: datetime.datetime) -> int:
    """How many lines, since then, can be recognised no more: SECRET_KEY is not the one that made them."""
    return sum(key not in ("", _key()) for _, _, key in _lines_after(moment) or ())


def _lines_after(moment: datetime.datetime) -> list[tuple[datetime.datetime, str, str]] | None:
    try:
        text = path().read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return None
    lines = sorted((datetime.datetime.fromisoformat(when), mark, key) for when, mark, key in LINE.findall(text))
    return [line for line in lines if line[0] > moment]


def _print(words: str) -> str:
    return salted_hmac("publishing.erasing.withdrawn", words, algorithm="sha256").hexdigest()


def _key() -> str:
    return _print("which key")[:8]


def _write(prints: list[str]) -> None:
    """The act is done already: a full disk does not undo it."""
    now = timezone.now().isoformat(timespec="microseconds")
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as file:
            file.write("".join(f"{now} {mark} {_key()}\n" for mark in prints).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        logger.error("A withdrawal could not be kept beside the archives: %s", error.strerror)  # noqa: TRY400
