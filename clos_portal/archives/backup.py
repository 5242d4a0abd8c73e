"""One archive with the database and the files, and the way back. A damaged or foreign archive changes nothing."""

import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from clos_portal.archives.archive_keeping import restoring, sweep_leftovers
from clos_portal.archives.archive_steps import keep, read_kept
from clos_portal.archives.archived_tables import step_copy
from clos_portal.archives.database_copy import DatabaseCopyError, copy_database, database_folder, replace_database
from clos_portal.archives.sealed_archive import ENDING, NotOpened, is_sealed, recipient, seal, unseal
from clos_portal.night.exclusive import exclusively
from surveys.models.unlinking import unlink_answers

FORMAT = 1
NOTHING_CHANGED = "Rien n’a été changé."


class BackupError(Exception):
    """Says in French why the archive cannot be made or used."""


def backup(target: Path) -> dict:
    """Writes the archive, readable by its owner only, and returns its manifest.
    No archive keeps the order of answers.
    """
    try:
        with exclusively("backup"):
            sweep_leftovers(target.parent)
            return _backup(target)
    except (OSError, DatabaseError, DatabaseCopyError, NotOpened, sqlite3.Error) as error:
        raise BackupError(f"La sauvegarde n’a pas pu être faite. {error}") from error


def restore(source: Path, identity: Path | None = None, allow: Callable[[dict], None] = lambda manifest: None) -> dict:
    """Checks everything first, then replaces the database and the files; what was there is kept aside.

    `identity`: the file of the private key, for a sealed archive. `allow`: may still refuse, once the archive is read.
    """
    with exclusively("backup"):
        sweep_leftovers()
        return _restore(source, identity, allow, timezone.now().strftime("%Y%m%d-%H%M%S"))


def _backup(target: Path) -> dict:
    begun_at = timezone.now().isoformat()
    if target.suffix == ENDING:
        recipient(settings.BACKUP_PUBLIC_KEY)  # before anything is written
    unlink_answers()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".sauvegarde-") as folder:
        root = Path(folder)
        copy_database(root / "database")
        steps, twice = step_copy(root / "database", read_kept())
        for name, source in _file_folders().items():
            shutil.copytree(source, root / name) if source.exists() else (root / name).mkdir()
        manifest = _manifest(root) | {"begun_at": begun_at, "may_serve_twice": twice}
        (root / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        keep(steps)
        _write_archive(root, target)
    return manifest


def _restore(source: Path, identity: Path | None, allow: Callable[[dict], None], stamp: str) -> dict:
    with tempfile.TemporaryDirectory(dir=_file_folders()["media"].parent, prefix=".remise-") as folder:
        root = Path(folder)
        manifest = _open(source, identity, root)
        _refuse_foreign(manifest)
        allow(manifest)
        try:
            restoring().touch()
            replace_database(root / "database", _aside(stamp))
            for name, target in _file_folders().items():
                _replace_folder(root / name, target, stamp)
            restoring().unlink()
        except (OSError, DatabaseCopyError) as error:
            raise BackupError(f"La sauvegarde n’a pas pu être remise. {error}") from error
    return manifest


def check(source: Path, identity: Path | None = None) -> dict:
    """Opens the archive and reads all of it, on any machine; changes nothing. Returns its manifest."""
    with exclusively("backup"):
        sweep_leftovers(source.parent)
        with tempfile.TemporaryDirectory(dir=source.parent, prefix=".remise-") as folder:
            return _open(source, identity, Path(folder))


def _open(source: Path, identity: Path | None, root: Path) -> dict:
    clear = root.with_name(root.name + "-claire.partiel")
    try:
        if not source.is_file() or not is_sealed(source):
            return _unpack(source, root)
        unseal(source, clear, identity)
        return _unpack(clear, root)
    except NotOpened as error:
        raise BackupError(f"{error} {NOTHING_CHANGED}") from error
    finally:
        clear.unlink(missing_ok=True)


def _file_folders() -> dict[str, Path]:
    return {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.PRIVATE_MEDIA_ROOT)}


def _aside(stamp: str) -> Path:
    folder = database_folder()
    if folder:
        return folder / f"{Path(connection.settings_dict['NAME']).name}-avant-{stamp}"
    return _file_folders()["media"].parent / f"base-avant-{stamp}.dump"


def _replace_folder(fresh: Path, target: Path, stamp: str) -> None:
    """Moves what the folder holds rather than the folder: it may be a volume."""
    target.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f"{target.name}-avant-{stamp}")
    aside.mkdir()
    for child in target.iterdir():
        shutil.move(child, aside / child.name)
    for child in fresh.iterdir():
        shutil.move(child, target / child.name)


def _manifest(root: Path) -> dict:
    return {
        "format": FORMAT,
        "engine": connection.vendor,
        "django": django.get_version(),
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
        "files": _digests(root),
    }


def _digests(root: Path) -> dict[str, str]:
    digests = {}
    for path in sorted(path for path in root.rglob("*") if path.is_file() and path != root / "manifest.json"):
        with path.open("rb") as file:
            digests[path.relative_to(root).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return digests


def _write_archive(root: Path, target: Path) -> None:
    partial = target.with_name(target.name + ".partiel")
    # To be sealed, it is first written among what the next backup sweeps, whatever happens to this one.
    clear = root / "archive" if target.suffix == ENDING else partial
    with os.fdopen(os.open(clear, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz") as archive:
            for name in ("manifest.json", "database", *_file_folders()):
                archive.add(root / name, name)
        file.flush()
        os.fsync(file.fileno())
    if clear != partial:
        seal(clear, root / "sealed", settings.BACKUP_PUBLIC_KEY)
        (root / "sealed").replace(partial)
    partial.replace(target)


def _unpack(source: Path, root: Path) -> dict:
    try:
        with gzip.open(source) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                _extract(archive, member, root)
            while stream.read(2**20):  # to the end: its last bytes say whether all of it is there
                pass
        manifest = json.loads((root / "manifest.json").read_text(encoding="utf-8"))
        expected = manifest["files"]
    except FileNotFoundError as error:
        raise BackupError(f"Il n’y a pas d’archive ici : {source}. {NOTHING_CHANGED}") from error
    except (OSError, EOFError, tarfile.TarError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"Cette archive est abîmée ou incomplète. {NOTHING_CHANGED}") from error
    if _digests(root) != expected:
        raise BackupError(f"Un fichier de cette archive a été modifié. {NOTHING_CHANGED}")
    for name in _file_folders():
        (root / name).mkdir(exist_ok=True)
    return manifest


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, root: Path) -> None:
    """Plain files of ours only: no link, no device, no way out of the folder."""
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or path.parts[0] not in ("manifest.json", "database", *_file_folders()):
        raise tarfile.TarError(member.name)
    if member.isdir():
        (root / path).mkdir(parents=True, exist_ok=True)
    elif member.isfile():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with archive.extractfile(member) as content, (root / path).open("wb") as file:
            shutil.copyfileobj(content, file)
        (root / path).chmod(settings.FILE_UPLOAD_PERMISSIONS)
    else:
        raise tarfile.TarError(member.name)


def _refuse_foreign(manifest: dict) -> None:
    if manifest.get("format") != FORMAT:
        raise BackupError(f"Cette archive vient d’une autre version du portail. {NOTHING_CHANGED}")
    if manifest.get("engine") != connection.vendor:
        engine = manifest.get("engine")
        raise BackupError(
            f"Cette archive vient d’une base {engine}, celle-ci est {connection.vendor}. {NOTHING_CHANGED}"
        )
    known = {(migration.app_label, migration.name) for migration in MigrationLoader(None).disk_migrations.values()}
    if any(tuple(applied) not in known for applied in manifest.get("migrations", [])):
        raise BackupError(
            "Cette archive vient d’une version plus récente du portail. "
            f"Mettez le portail à jour d’abord. {NOTHING_CHANGED}"
        )
