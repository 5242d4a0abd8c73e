"""How the portal is: what keeps it from serving, and what somebody must mend soon while residents go on reading."""

import datetime
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import Error, connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.template.defaultfilters import date as in_words
from django.template.defaultfilters import pluralize
from django.utils import timezone

from accounts.models import Letter
from clos_portal.models import JobRun
from clos_portal.night.nightly import LABELS, LATE
from council.models import ContactMessage
from publishing.erasing import withdrawn

LOW_SPACE = 500_000_000


@dataclass(frozen=True)
class Worry:
    """Something to mend: its short name for a machine, its sentence for a person."""

    name: str
    sentence: str


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except Error:
        return False


def missing_migrations() -> list[str]:
    """Those of this code that this database has not had."""
    return sorted(f"{room}.{name}" for room, name in _known() - set(MigrationRecorder(connection).applied_migrations()))


@lru_cache(maxsize=1)
def _known() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def worries(now: datetime.datetime) -> list[Worry]:
    return [
        Worry(name, sentence)
        for name, sentences in (
            ("nuit", _night(now)),
            ("sauvegarde", _backup(now)),
            ("retraits", _withdrawals()),
            ("fichiers", _files()),
            ("place", _space()),
            ("courriels", _mails()),
        )
        for sentence in sentences
    ]


def _night(now: datetime.datetime) -> Iterator[str]:
    last = JobRun.objects.filter(job=JobRun.NIGHT).aggregate(last=models.Max("ended_at"))["last"]
    if now - (last or _born()) > LATE:
        yield f"La nuit n’a pas tourné depuis 36 heures. {_since('La dernière', last)}"
    for run in JobRun.objects.of_last_night().filter(is_done=False).exclude(job="backup"):
        yield f"Cette nuit, un travail n’a pas réussi. {LABELS.get(run.job, run.job)}\u00a0: {run.words}"


def _backup(now: datetime.datetime) -> Iterator[str]:
    last = JobRun.objects.last_done("backup")
    if now - (last or _born()) > LATE:
        yield f"Aucune sauvegarde n’a réussi depuis 36 heures. {_since('La dernière', last)}"


def _withdrawals() -> Iterator[str]:
    kept = withdrawn.path()
    place = kept if kept.exists() else _existing(kept.parent)
    if not os.access(place, os.W_OK) or not (kept.is_file() or place.is_dir()):
        yield (
            f"Le site ne peut pas écrire dans {kept}\u00a0: après une sauvegarde remise, ce qui est retiré reviendrait."
        )


def _born() -> datetime.datetime:
    """When this database was made: a new site has missed no night."""
    return MigrationRecorder(connection).migration_qs.aggregate(first=models.Min("applied"))["first"]


def _since(what: str, moment: datetime.datetime | None) -> str:
    return (
        f"{what}\u00a0: {in_words(timezone.localtime(moment), 'j F Y, H:i')}." if moment else "Il n’y en a jamais eu."
    )


def _files() -> Iterator[str]:
    for folder in _folders():
        if not os.access(folder, os.W_OK | os.X_OK):
            yield f"Le site ne peut pas écrire dans {folder}\u00a0: les photos et les documents seront refusés."


def _space() -> Iterator[str]:
    for folder in {os.stat(folder).st_dev: folder for folder in _all_folders()}.values():
        free = shutil.disk_usage(folder).free
        if free < LOW_SPACE:
            yield f"Il ne reste que {free // 1_000_000} Mo sur le disque de {folder}."


def _folders() -> set[Path]:
    """Where the files that people send really go."""
    fields = (field for model in apps.get_models() for field in model._meta.local_fields)
    stores = [field.storage for field in fields if isinstance(field, models.FileField)]
    return {_existing(Path(store.location)) for store in stores if hasattr(store, "location")}


def _all_folders() -> set[Path]:
    is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()
    database = {_existing(Path(connection.settings_dict["NAME"]).parent)} if is_file else set()
    return _folders() | database | {_existing(Path(settings.BACKUPS_ROOT))}


def _existing(folder: Path) -> Path:
    """A folder that nobody made yet will be made in the nearest one that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _mails() -> Iterator[str]:
    for count, one, many in (
        (ContactMessage.objects.unmailed().count(), "message du contact", "messages du contact"),
        (Letter.objects.count(), "lettre aux comptes", "lettres aux comptes"),
    ):
        if count:
            yield f"{count} {pluralize(count, f'{one},{many}')} n’{pluralize(count, 'a,ont')} pas pu partir par e-mail."
