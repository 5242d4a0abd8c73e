"""Records under the title of their kind, in the order of the kinds; a kind without record is left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices


@dataclass(frozen=True)
class RecordGroup:
    value: str
    label: str
    records: list


def by_kind(records: Iterable, kinds: type[TextChoices]) -> list[RecordGroup]:
    records = list(records)
    groups = [RecordGroup(kind.value, kind.label, [r for r in records if r.kind == kind]) for kind in kinds]
    return [group for group in groups if group.records]
