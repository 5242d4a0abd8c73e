"""Packs of fixtures, loaded once a database: what people edited or deleted since stays as they left it."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.base import DeserializationError
from django.db import models, transaction
from yaml import CSafeLoader

from clos_portal.models import ContentPack
from publishing.feeds.calendar_entry import CalendarEntry

NEVER_TYPED = {"calendar_uid", "changed_at", "sequence"}  # what calendars need, and nobody edits by hand
DAY_TOKEN = re.compile(r"@today(?:([+-]\d+))?")


class AnotherCouncil(Exception):
    """Two councils never share a database."""


@dataclass
class Report:
    added: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)


def read_pack(folder: Path, today: datetime.date) -> Iterator[dict]:
    """The records of a folder, in the order of the rooms; `@today+21` stands for three weeks from `today`."""
    for room in settings.ROOMS:
        path = folder / f"{room}.yaml"
        if path.exists():
            text = DAY_TOKEN.sub(lambda found: _day(found, today), path.read_text(encoding="utf-8"))
            yield from yaml.load(text, Loader=CSafeLoader) or []


@transaction.atomic
def load_pack(folder: Path, today: datetime.date) -> Report:
    """Adds what this database never had;
    corrects what an earlier pack said wrongly, and changes nothing that people wrote.

    AnotherCouncil: the database is not that of this folder."""
    other = ContentPack.objects.exclude(name__in=[settings.COUNCIL.folder.name, ContentPack.DEMO]).first()
    if other:
        raise AnotherCouncil(
            f"Cette base est celle du dossier « {other.name} ». Donnez une autre base à ce Conseil (DATABASE_URL)."
        )
    pack, _ = ContentPack.objects.get_or_create(name=folder.name, defaults={"loaded_on": today})
    known, report = set(pack.keys), Report(corrected=list(_correct(folder)))
    for record in read_pack(folder, today):
        key = _key(record)
        try:
            [parsed] = serializers.deserialize("python", [_copy(record)], handle_forward_references=False)
        except DeserializationError as error:
            if key not in known or not isinstance(error.__context__, ObjectDoesNotExist):
                raise
            report.deleted.append(key)  # what it belongs to was deleted here, and it with it
            continue
        if parsed.object.pk is not None and type(parsed.object).objects.filter(pk=parsed.object.pk).exists():
            if _differs(parsed, record):
                report.edited.append(key)
        elif key in known:
            report.deleted.append(key)
        else:
            parsed.save()
            report.added.append(key)
        known.add(key)
    pack.keys = sorted(known)
    pack.save(update_fields=["keys"])
    return report


def _correct(folder: Path) -> Iterator[str]:
    """What an earlier pack said wrongly, where nobody changed it since; `was` says what was wrong."""
    path = folder / "corrections.yaml"
    for correction in yaml.load(path.read_text(encoding="utf-8"), Loader=CSafeLoader) if path.exists() else []:
        rows = apps.get_model(correction["model"])._base_manager
        record = rows.filter(reference=correction["reference"], updated_on=None, **correction["was"]).first()
        if record:
            for field_name, value in correction["now"].items():
                setattr(record, field_name, value)
            if isinstance(record, CalendarEntry):
                record.revise()
            record.save()
            yield f"{correction['model']}:{correction['reference']}"


def _day(found: re.Match, today: datetime.date) -> str:
    return (today + datetime.timedelta(days=int(found[1] or 0))).isoformat()


def _copy(record: dict) -> dict:
    return record | {"fields": dict(record["fields"])}


def _key(record: dict) -> str:
    """What names a record for good: its reference, or all that it says."""
    fields = record["fields"]
    name = record.get("pk") or fields.get("reference") or fields.get("number")
    return f"{record['model']}:{name or '|'.join(str(value) for value in fields.values())[:200]}"


def _differs(parsed, record: dict) -> bool:
    stored = type(parsed.object).objects.get(pk=parsed.object.pk)
    for name in record["fields"].keys() - NEVER_TYPED:
        model_field = parsed.object._meta.get_field(name)
        if isinstance(model_field, models.ManyToManyField):
            wanted = {getattr(value, "pk", value) for value in parsed.m2m_data.get(name, [])}
            if wanted != set(getattr(stored, name).values_list("pk", flat=True)):
                return True
        elif getattr(stored, model_field.attname) != model_field.to_python(getattr(parsed.object, model_field.attname)):
            return True
    return False
