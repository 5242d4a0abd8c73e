"""Erases a row for good: the row, its history, what the admin's log says of it, and its files."""

from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from publishing.received_once import ReceivedOnce


@dataclass(frozen=True)
class Erasure:
    """What was erased, in words that name nobody."""

    room: str
    what: str
    count: int


@transaction.atomic
def erase(instance: models.Model) -> None:
    for earlier in instance.earlier.all() if isinstance(instance, ReceivedOnce) else []:
        erase(earlier)
    model, key = type(instance), instance.pk
    files = [getattr(instance, field.name) for field in model._meta.fields if isinstance(field, models.FileField)]
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    instance.delete()
    if hasattr(model, "history"):
        model.history.model.objects.filter(**{model._meta.pk.name: key}).delete()
    LogEntry.objects.filter(content_type=content_type, object_id=str(key)).delete()
    transaction.on_commit(lambda: [file.delete(save=False) for file in files if file])
