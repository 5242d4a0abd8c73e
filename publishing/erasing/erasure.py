"""Erases a row for good, with all that hangs on it:
their history, what the admin's log says of them, and their files.
"""

from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import NestedObjects
from django.db import models, transaction

from publishing.erasing.withdrawn import Withdrawal, note


@dataclass(frozen=True)
class Erasure:
    """What was erased, in words that name nobody."""

    room: str
    what: str
    count: int


def erase_each(room: str, what: str, rows: list, dry_run: bool) -> Erasure:
    """`dry_run`: only counts."""
    for row in [] if dry_run else rows:
        erase(row)
    return Erasure(room=room, what=what, count=len(rows))


@transaction.atomic
def erase(instance: models.Model) -> None:
    hanging = NestedObjects(using=instance._state.db or "default")
    hanging.collect([instance])
    keys = {model: [row.pk for row in rows] for model, rows in hanging.data.items()}
    files = [file for rows in hanging.data.values() for row in rows for file in _files(row)]
    for rows in hanging.data.values():
        note(Withdrawal.ERASED, *rows)
    instance.delete()
    for model, gone in keys.items():
        _forget_versions(model, gone)
    transaction.on_commit(lambda: [file.delete(save=False) for file in files])


def _forget_versions(model: type[models.Model], keys: list) -> None:
    if hasattr(model, "history"):
        model.history.model.objects.filter(**{f"{model._meta.pk.attname}__in": keys}).delete()
    of_model = {"content_type__app_label": model._meta.app_label, "content_type__model": model._meta.model_name}
    LogEntry.objects.filter(**of_model, object_id__in=map(str, keys)).delete()


def _files(row: models.Model) -> list:
    stored = [getattr(row, field.name) for field in row._meta.fields if isinstance(field, models.FileField)]
    return [file for file in stored if file]
