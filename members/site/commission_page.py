"""A commission and who sits in it, read together in one query, so that its page costs the same as the others."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from members.models import Commission, Mandate, Member

MODELS = {"": Commission, "members__": Member, "members__mandates__": Mandate}


@dataclass(frozen=True)
class CommissionPage:
    """`mandates`: of its members who sit on that day and whom the site shows, those who follow the commission first."""

    commission: Commission
    mandates: list[Mandate]

    @property
    def named(self) -> list[Mandate]:
        return [mandate for mandate in self.mandates if mandate.member.is_named]

    @property
    def unnamed(self) -> int:
        return len(self.mandates) - len(self.named)

    @property
    def has_examples(self) -> bool:
        return any(mandate.is_example for mandate in self.mandates)


def commission_page(reference: str, day: datetime.date) -> CommissionPage | None:
    """None: no such commission, or it is not public."""
    rows = list(_rows(reference))
    if not rows:
        return None
    commission = rows[0][0]
    shown = [_tied(mandate, member, commission) for _, member, mandate in rows if _is_shown(member, mandate, day)]
    return CommissionPage(commission, sorted(shown, key=_rank))


def _rows(reference: str) -> Iterator[tuple]:
    """For each mandate of each member: the three records, None where there is no member or no mandate."""
    names = {prefix: [field.attname for field in model._meta.concrete_fields] for prefix, model in MODELS.items()}
    paths = [f"{prefix}{name}" for prefix, fields in names.items() for name in fields]
    for row in Commission.objects.published().filter(reference=reference).order_by().values(*paths):
        yield tuple(_record(model, prefix, names[prefix], row) for prefix, model in MODELS.items())


def _record(model, prefix: str, names: list[str], row: dict):
    if row[f"{prefix}id"] is None:
        return None
    return model.from_db(Commission.objects.db, names, [row[f"{prefix}{name}"] for name in names])


def _is_shown(member: Member | None, mandate: Mandate | None, day: datetime.date) -> bool:
    return bool(member and mandate and member.is_public and mandate.runs_on(day))


def _tied(mandate: Mandate, member: Member, commission: Commission) -> Mandate:
    """In memory only: a person who follows another commission is not said to follow this one."""
    mandate.member = member
    mandate.commission = commission if mandate.commission_id == commission.pk else None
    return mandate


def _rank(mandate: Mandate) -> tuple:
    member = mandate.member
    return (mandate.commission is None, member.last_name.casefold(), member.first_name.casefold())
