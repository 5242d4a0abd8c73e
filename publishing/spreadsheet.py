"""Tables as files: CSV, XLSX and ODS written so that no cell runs as a formula, and read with bounded cost."""

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import tablib
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from publishing.search_text import normalise

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
LICENCE = "Licence Ouverte 2.0"
MAX_BYTES, MAX_UNPACKED_BYTES, MAX_ROWS, MAX_COLUMNS = 1_000_000, 20_000_000, 2_000, 60

TOO_HEAVY = "Ce tableau est trop lourd. Gardez au plus 2\u00a0000 lignes, puis envoyez-le de nouveau."
UNREADABLE = (
    "Ce fichier ne se lit pas comme un tableau. Enregistrez-le en .xlsx, .ods ou .csv, puis envoyez-le de nouveau."
)
EMPTY = "Ce tableau est vide. La première ligne donne le nom des colonnes, les suivantes leurs valeurs."


@dataclass(frozen=True)
class Table:
    """`columns`: each name with the sentence that explains it. `rows`: values by column name; a missing one is empty."""

    title: str
    columns: dict[str, str]
    rows: list[dict] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """A line of a file somebody filled in: its number as the spreadsheet shows it, and its texts by column name."""

    number: int
    values: dict[str, str]


def safe_cell(value):
    """A text that a spreadsheet would run as a formula gets a quote before it; numbers and dates stay what they are."""
    if value is None or isinstance(value, bool | int | float | datetime.date):
        return "" if value is None else value
    text = str(value).replace("\0", "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_csv(table: Table) -> bytes:
    """UTF-8 with its mark, RFC 4180."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(table.columns)
    writer.writerows(_cells(table))
    return ("\ufeff" + buffer.getvalue()).encode()


def as_xlsx(table: Table) -> bytes:
    return _dataset(table).export("xlsx")


def as_ods(table: Table) -> bytes:
    return _dataset(table).export("ods")


def as_json(table: Table) -> bytes:
    content = {"titre": table.title, "licence": LICENCE, "colonnes": table.columns, "lignes": table.rows}
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()


WRITERS: dict[str, Callable[[Table], bytes]] = {"csv": as_csv, "json": as_json, "xlsx": as_xlsx, "ods": as_ods}


def file_response(table: Table, extension: str, filename: str) -> HttpResponse:
    """`filename`: without its extension. KeyError: an extension that is not in `WRITERS`."""
    response = HttpResponse(WRITERS[extension](table), content_type=TYPES[extension])
    response["Content-Disposition"] = f'attachment; filename="{filename}.{extension}"'
    return response


def read_rows(upload, columns: Iterable[str]) -> list[Row]:
    """The filled lines of a CSV, XLSX or ODS file whose first line names `columns`, in any order, capitals and accents
    forgiven. ValidationError: what is wrong with the file, and how to mend it."""
    if upload.size > MAX_BYTES:
        raise ValidationError(TOO_HEAVY)
    lines = _lines(upload.read())
    while lines and not any(lines[0]):
        lines.pop(0)
    if not lines:
        raise ValidationError(EMPTY)
    names = _named(lines[0], list(columns))
    rows = [Row(number, _values(names, cells)) for number, cells in enumerate(lines[1:], start=2)]
    return [row for row in rows if any(row.values.values())]


def _cells(table: Table) -> list[list]:
    return [[safe_cell(row.get(column)) for column in table.columns] for row in table.rows]


def _dataset(table: Table) -> tablib.Dataset:
    return tablib.Dataset(*_cells(table), headers=list(table.columns), title=table.title[:31].replace("/", "-"))


def _lines(content: bytes) -> list[list[str]]:
    if not content.startswith(b"PK"):
        return _csv_lines(content)
    _refuse_bomb(content)
    try:
        kind = "ods" if b"opendocument" in content[:200] else "xlsx"
        data = tablib.Dataset().load(content, format=kind, headers=False)
        lines = [[_text(cell) for cell in row] for row in data]
    except Exception as error:  # the readers fail in many ways on a broken file
        raise ValidationError(UNREADABLE) from error
    return _bounded(lines)


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise ValidationError(TOO_HEAVY)
            if any(b"<!ENTITY" in archive.read(name) for name in archive.namelist() if name.endswith(".xml")):
                raise ValidationError(UNREADABLE)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise ValidationError(UNREADABLE) from error


def _csv_lines(content: bytes) -> list[list[str]]:
    """A table saved by a French spreadsheet: UTF-8 or Windows letters, semicolons, commas or tabs."""
    if b"\0" in content:
        raise ValidationError(UNREADABLE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        return _bounded(
            [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text), delimiter=delimiter)]
        )
    except csv.Error as error:
        raise ValidationError(UNREADABLE) from error


def _bounded(lines: list[list[str]]) -> list[list[str]]:
    if len(lines) > MAX_ROWS + 1 or any(len(line) > MAX_COLUMNS and any(line[MAX_COLUMNS:]) for line in lines):
        raise ValidationError(TOO_HEAVY)
    return lines


def _text(cell) -> str:
    """As a person would type it: «12», «23/02/2017», «19:00»."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime | datetime.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, datetime.time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _named(header: list[str], columns: list[str]) -> list[str]:
    known = {normalise(column): column for column in columns}
    names = [known.get(normalise(title), "") if title else "" for title in header]
    unknown = [title for title, name in zip(header, names, strict=True) if title and not name]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    expected = "Les colonnes attendues sont\u00a0: " + ", ".join(columns) + "."
    if unknown:
        raise ValidationError(f"Colonne inconnue\u00a0: {', '.join(unknown)}. {expected}")
    if twice:
        raise ValidationError(f"Colonne écrite deux fois\u00a0: {', '.join(twice)}. Gardez-en une.")
    if not any(names):
        raise ValidationError(EMPTY)
    return names


def _values(names: list[str], cells: list[str]) -> dict[str, str]:
    padded = [*cells, *[""] * len(names)]
    return {name: _without_quote(cell) for name, cell in zip(names, padded, strict=False) if name}


def _without_quote(cell: str) -> str:
    """A file that we wrote comes back as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
