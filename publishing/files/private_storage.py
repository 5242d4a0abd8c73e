"""Where uploads are kept. A file that cannot be written is told as a mistake of the form, and leaves nothing behind."""

import contextlib
import contextvars
import errno
import logging
import os

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, transaction
from django.utils.deconstruct import deconstructible

FULL = "Le disque du site est plein\u00a0: ce fichier n’est pas enregistré. Prévenez la personne qui s’occupe du site."
CLOSED = (
    "Le site ne peut pas écrire dans son dossier\u00a0: ce fichier n’est pas enregistré. "
    "Prévenez la personne qui s’occupe du site."
)
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)

logger = logging.getLogger(__name__)
_written = contextvars.ContextVar("written", default=None)


class FileNotStored(ValidationError):
    """The disk refused a file: the sentence says why."""

    def __init__(self, error: OSError):
        self.is_full = error.errno in _NO_SPACE
        super().__init__(FULL if self.is_full else CLOSED)


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files without an address: only a view that checks who asks may hand them out."""

    @property
    def base_location(self):
        return settings.PRIVATE_MEDIA_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        return ""

    def _save(self, name, content):
        """Half a file does not stay."""
        is_new = not self.exists(name)
        try:
            stored = super()._save(name, content)
        except OSError as error:
            logger.error("A file could not be stored: %s", type(error).__name__)
            if is_new:
                self.delete(name)
            raise FileNotStored(error) from error
        if (written := _written.get()) is not None:
            written.append(stored)
        return stored

    def delete(self, name):
        """What the disk keeps by force, the sweep of the night takes."""
        try:
            super().delete(name)
        except OSError as error:
            logger.error("A file could not be deleted: %s", type(error).__name__)


@contextlib.contextmanager
def whole_or_nothing():
    """A transaction that takes back the files, too, when it fails.
    FileNotStored: the disk, or the database, is full.
    """
    outer, written, is_ending = _written.get(), [], False
    token = _written.set(written)
    try:
        with transaction.atomic():
            yield
            is_ending = True
    except BaseException as error:
        if not is_ending:  # once it ends, nobody knows whether the rows stand: the sweep of the night will
            for name in written:
                PrivateStorage().delete(name)
        if isinstance(error, OperationalError) and "full" in str(error).casefold():
            raise FileNotStored(OSError(errno.ENOSPC, "database")) from error
        raise
    else:
        if outer is not None:
            outer.extend(written)
    finally:
        _written.reset(token)
