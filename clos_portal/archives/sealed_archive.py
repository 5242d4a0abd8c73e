"""Archives that only the holder of a private key opens, in the `age` format. That key never is on the server."""

import os
from pathlib import Path

ENDING, FIRST_BYTES = ".age", b"age-encryption.org/"


class NotOpened(Exception):
    """Says in French why the archive cannot be sealed, or opened."""


def recipient(public_key: str):
    import pyrage  # only for who gives a key

    try:
        return pyrage.x25519.Recipient.from_str(public_key)
    except pyrage.RecipientError as error:
        raise NotOpened("BACKUP_PUBLIC_KEY n’est pas une clé publique « age1… ».") from error


def seal(clear: Path, target: Path, public_key: str) -> None:
    import pyrage

    holder = recipient(public_key)
    with clear.open("rb") as archive, os.fdopen(_private(target), "wb") as sealed:
        pyrage.encrypt_io(archive, sealed, [holder])


def is_sealed(archive: Path) -> bool:
    with archive.open("rb") as file:
        return file.read(len(FIRST_BYTES)) == FIRST_BYTES


def unseal(sealed: Path, target: Path, identity: Path | None) -> None:
    """`identity`: the file of the private key, as `age-keygen` writes it."""
    import pyrage

    if identity is None:
        raise NotOpened("Cette archive est chiffrée. Donnez le fichier de la clé privée : --identity FICHIER")
    try:
        [key] = [line for line in identity.read_text(encoding="utf-8").split() if line.startswith("AGE-SECRET-KEY-")]
        with sealed.open("rb") as archive, os.fdopen(_private(target), "wb") as clear:
            pyrage.decrypt_io(archive, clear, [pyrage.x25519.Identity.from_str(key)])
    except (ValueError, pyrage.IdentityError) as error:
        raise NotOpened("Ce fichier ne contient pas une clé privée « AGE-SECRET-KEY-… ».") from error
    except (OSError, pyrage.DecryptError) as error:
        if getattr(error, "errno", None):  # the disk, not the words of a damaged archive
            raise NotOpened(
                f"La clé ou l’archive n’a pas pu être lue, ou la place manque : {error.strerror}."
            ) from error
        raise NotOpened("Cette clé n’ouvre pas cette archive, ou l’archive est abîmée.") from error


def _private(target: Path) -> int:
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
