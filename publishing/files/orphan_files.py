"""The files that no row names any more, nor a kept version of one:
what a broken sending, or a kill, leaves on the disk.
"""

import datetime
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField
from django.utils import timezone

from publishing.files.private_storage import PrivateStorage
from publishing.files.renditions import RenditionsField

A_DAY = datetime.timedelta(days=1)


def sweep(*, dry_run: bool = False, now: datetime.datetime | None = None) -> list[str]:
    """Deletes those older than a day; the names of what went, or would go."""
    limit = (now or timezone.now()) - A_DAY
    found = list(_files_before(limit))  # listed first: a row written meanwhile is then read
    named = set(_named())
    orphans = [path for name, path in found if name not in named] + list(_forgotten_uploads(limit))
    for path in orphans if not dry_run else ():
        path.unlink(missing_ok=True)
    return [str(path) for path in orphans]


def _fields() -> list[FileField]:
    return [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, FileField) and isinstance(field.storage, PrivateStorage)
    ]


def _named() -> Iterator[str]:
    for field in _fields():
        for model in _with_history(field.model):
            if not any(known.name == field.name for known in model._meta.get_fields()):
                continue  # its history never keeps it
            names = model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
            for name in map(str, names.iterator()):
                yield name
                if isinstance(field, RenditionsField):
                    yield from field.attr_class(None, field, name).names


def _with_history(model) -> list:
    return [model, model.history.model] if hasattr(model, "history") else [model]


def _files_before(limit: datetime.datetime) -> Iterator[tuple[str, Path]]:
    """Only in the folders that the fields write to: what else lives there is somebody else's."""
    root = Path(PrivateStorage().location)
    folders = {Path(field.generate_filename(field.model(), "a.pdf")).parts[0] for field in _fields()}
    for folder in sorted(folders):
        for place, _, names in os.walk(root / folder):
            for path in (Path(place, name) for name in names):
                if _is_old(path, limit):
                    yield path.relative_to(root).as_posix(), path


def _forgotten_uploads(limit: datetime.datetime) -> Iterator[Path]:
    """What was being received when the server was killed."""
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())
    return (path for path in folder.glob("tmp*.upload*") if _is_old(path, limit))


def _is_old(path: Path, limit: datetime.datetime) -> bool:
    """A plain file of ours, not touched since."""
    try:
        facts = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISREG(facts.st_mode) and facts.st_uid == os.geteuid() and facts.st_mtime < limit.timestamp()
