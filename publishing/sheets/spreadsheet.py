"""Tables as files: CSV, XLSX and ODS written so that no cell runs as a formula, and read with bounded cost."""

import csv
import datetime
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import tablib
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.text import Truncator

from publishing.sheets.sheet_cells import TOO_HEAVY
from publishing.sheets.sheet_text import read_text
from publishing.sheets.workbook import read_workbook
from publishing.words.search_text import normalise

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
EXCEL_SEPARATOR = ";"
LICENCE = "Licence Ouverte 2.0"
MAX_BYTES = 1_000_000

UNREADABLE = (
    "Ce fichier ne se lit pas comme un tableau. Enregistrez-le en .xlsx, .ods ou .csv, puis envoyez-le de nouveau."
)
EMPTY = "Ce tableau est vide. La première ligne donne le nom des colonnes, les suivantes leurs valeurs."


@dataclass(frozen=True)
class Table:
    """`columns`: each name with the sentence that explains it.
    `rows`: values by column name; a missing one is empty.
    """

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
    return _text_file(table, _cells(table), ",")


def as_excel_csv(table: Table) -> bytes:
    """The same for an Excel set to French: it opens in columns only with semicolons, and reads a decimal comma."""
    rows = [[str(c).replace(".", ",") if isinstance(c, float) else c for c in row] for row in _cells(table)]
    return _text_file(table, rows, EXCEL_SEPARATOR)


def _text_file(table: Table, rows: list[list], separator: str) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(table.columns)
    writer.writerows(rows)
    return ("\ufeff" + buffer.getvalue()).encode()


def as_xlsx(table: Table) -> bytes:
    return _dataset(table).export("xlsx")


def as_ods(table: Table) -> bytes:
    return _dataset(table).export("ods")


def as_json(table: Table) -> bytes:
    content = {"titre": table.title, "licence": LICENCE, "colonnes": table.columns, "lignes": table.rows}
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()


@dataclass(frozen=True)
class FileFormat:
    """`use`: for whom it is, in the words of its link."""

    write: Callable[[Table], bytes]
    content_type: str
    use: str

    @property
    def use_in_a_sentence(self) -> str:
        return f"en {self.use}" if self.use[0].isupper() else self.use


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV, JSON = "text/csv; charset=utf-8", "application/json; charset=utf-8"
# What a file of open data, or of results, is offered as: by extension, in the order of the links.
FILE_FORMATS = {
    "xlsx": FileFormat(as_xlsx, XLSX, "pour un tableur (XLSX)"),
    "ods": FileFormat(as_ods, ODS, "pour un tableur libre (ODS)"),
    "excel.csv": FileFormat(as_excel_csv, CSV, "pour Excel en français (CSV avec des points-virgules)"),
    "csv": FileFormat(as_csv, CSV, "CSV standard (avec des virgules)"),
    "json": FileFormat(as_json, JSON, "pour un programme (JSON)"),
}


def file_response(table: Table, extension: str, filename: str) -> HttpResponse:
    """`filename`: without its extension. KeyError: an extension that is not in `FILE_FORMATS`."""
    file_format = FILE_FORMATS[extension]
    response = HttpResponse(file_format.write(table), content_type=file_format.content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}.{extension}"'
    return response


def read_rows(upload, columns: Iterable[str]) -> list[Row]:
    """The filled lines of a CSV, XLSX or ODS file whose first line names `columns`, in any order, capitals and accents
    forgiven. ValidationError: what is wrong with the file, and how to mend it."""
    if upload.size > MAX_BYTES:
        raise ValidationError(TOO_HEAVY)
    lines = _lines(upload.read())
    if not lines:
        raise ValidationError(EMPTY)
    names = _named(lines[0][1], list(columns))
    rows = [Row(number, _values(names, cells)) for number, cells in lines[1:]]
    return [row for row in rows if any(row.values.values())]


def _cells(table: Table) -> list[list]:
    return [[safe_cell(row.get(column)) for column in table.columns] for row in table.rows]


def _dataset(table: Table) -> tablib.Dataset:
    return tablib.Dataset(*_cells(table), headers=list(table.columns), title=table.title[:31].replace("/", "-"))


def _lines(content: bytes) -> list[tuple[int, list[str]]]:
    try:
        return (read_workbook(io.BytesIO(content)) if content.startswith(b"PK") else read_text(content)).lines()
    except ValidationError:
        raise
    except Exception as error:  # a broken file fails in many ways
        raise ValidationError(UNREADABLE) from error


def _named(header: list[str], columns: list[str]) -> list[str]:
    known = {normalise(column): column for column in columns}
    names = [known.get(normalise(title), "") if title else "" for title in header]
    unknown = [title for title, name in zip(header, names, strict=True) if title and not name]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    expected = "Les colonnes attendues sont\u00a0: " + ", ".join(columns) + "."
    if unknown:
        raise ValidationError(f"Colonne inconnue\u00a0: {Truncator(', '.join(unknown)).chars(120)}. {expected}")
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
