"""A file of open data: each of its columns is written once, with what it means and where its value comes from."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter

Fields = dict[str, tuple[str, str | Callable]]


@dataclass(frozen=True)
class Dataset:
    """`types`: of the columns that are not plain text. `last_change`: None for a file that does not know."""

    name: str
    title: str
    columns: dict[str, str]
    rows: Callable[[], list[dict]]
    types: dict[str, str] = field(default_factory=dict)
    last_change: Callable[[], datetime.datetime | None] | None = None

    @classmethod
    def of(cls, records: Callable[[], Iterable], name: str, title: str, fields: Fields, **more) -> "Dataset":
        """`fields`: for each column its meaning, and its value: the path of an attribute, or what a function tells."""
        columns = {column: meaning for column, (meaning, _) in fields.items()}
        values = {column: attrgetter(of) if isinstance(of, str) else of for column, (_, of) in fields.items()}

        def rows():
            return [{column: value(record) for column, value in values.items()} for record in records()]

        return cls(name, title, columns, rows, **more)


def iso_day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def exact_day(record) -> str:
    return record.when.iso if record.when.is_exact else ""


def origin(record) -> str:
    return f"état à {record.state_as_of}" if record.is_unconfirmed else ""


def example_mark(record) -> str:
    return "exemple" if record.is_example else ""


INFORMATION = "D’où vient l’information : «\u00a0état à l’été 2018\u00a0», ou vide si le Conseil l’a confirmée."
INVENTED = "Le mot «\u00a0exemple\u00a0» quand la ligne est inventée."
EXAMPLE: Fields = {"exemple": (INVENTED, example_mark)}
ORIGIN: Fields = {"information": (INFORMATION, origin)} | EXAMPLE
