"""The first sheet of an XLSX or ODS file, read part by part as a stream: what it costs does not depend on what it claims.

The libraries build the whole document in memory, empty cells included: a file of 5 kB may ask for gigabytes.
"""

import contextlib
import datetime
import functools
import posixpath
import re
import zipfile
from xml.parsers import expat

from django.core.exceptions import ValidationError
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from publishing.sheet_cells import MAX_SIGNS, TOO_HEAVY, Cells

MAX_BYTES, MAX_SMALL_BYTES, MAX_ELEMENTS, MAX_DEPTH = 20_000_000, 2_000_000, 400_000, 60
CHUNK, LONGEST_TAG = 1 << 16, 1 << 18
LONGEST_FORMAT = 255  # what Excel itself allows
MAX_WHOLE = 1e15  # beyond, a spreadsheet no longer knows the last digits
TRUTH = {"1": "vrai", "0": "faux", "true": "vrai", "false": "faux"}


class Unreadable(Exception):
    """Not a table that this house reads."""


def read_workbook(file) -> Cells:
    """Unreadable: not an XLSX or ODS file. ValidationError: too large."""
    with zipfile.ZipFile(file) as archive:
        parts = _Parts(archive)
        if "content.xml" in parts.names:
            return _ods(parts)
        if "xl/workbook.xml" in parts.names:
            return _xlsx(parts)
    raise Unreadable


class _Parts:
    """The files of the archive. All that is read of them counts towards the same bounds."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive, self.names = archive, frozenset(archive.namelist())
        self.elements = 0

    def read(self, name: str, part: "_Part", most: int = MAX_SMALL_BYTES) -> None:
        """ValidationError: more than `most` bytes in it, or too much in all."""
        if self.archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._counted(part), _closed(part)
        parser.CharacterDataHandler = part.text
        parser.StartDoctypeDeclHandler = _refuse
        fed = 0
        with self.archive.open(name) as file:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk)
                fed += len(chunk)
                if fed > most or fed - parser.CurrentByteIndex > LONGEST_TAG:  # what a tag without end keeps waiting
                    raise ValidationError(TOO_HEAVY)
        parser.Parse(b"", True)

    def _counted(self, part: "_Part"):
        heard = part.listeners("open_")

        def opened(name: str, attributes: dict) -> None:
            self.elements += 1
            part.depth += 1
            if self.elements > MAX_ELEMENTS:
                raise ValidationError(TOO_HEAVY)
            if part.depth > MAX_DEPTH:
                raise Unreadable
            if act := heard.get(_local(name)):
                act({_local(key): value for key, value in attributes.items()})

        return opened


def _closed(part: "_Part"):
    heard = part.listeners("close_")

    def closed(name: str) -> None:
        part.depth -= 1
        if act := heard.get(_local(name)):
            act()

    return closed


def _refuse(*declaration) -> None:
    raise Unreadable


class _Part:
    """Listens to the elements it names: `open_<element>`, with its attributes, and `close_<element>`."""

    def __init__(self):
        self.depth = self.signs = 0
        self.written: list[str] = []
        self.is_listening = False

    def listeners(self, prefix: str) -> dict:
        return {name.removeprefix(prefix): getattr(self, name) for name in dir(self) if name.startswith(prefix)}

    def text(self, data: str) -> None:
        if not self.is_listening:
            return
        self.signs += len(data)
        if self.signs > MAX_SIGNS:
            raise ValidationError(TOO_HEAVY)
        self.written.append(data)


@functools.lru_cache(1024)
def _local(name: str) -> str:
    return name.rpartition(":")[2].replace("-", "_")


def _xlsx(parts: _Parts) -> Cells:
    book, links, styles = _Book(), _Links(), _Styles()
    parts.read("xl/workbook.xml", book)
    parts.read("xl/_rels/workbook.xml.rels", links)
    if "xl/styles.xml" in parts.names:
        parts.read("xl/styles.xml", styles)
    sheet = _Sheet(styles, book.epoch)
    parts.read(links.path(book.sheets[book.active]), sheet, MAX_BYTES)
    if sheet.shared:
        parts.read(links.of_kind("sharedStrings"), _SharedTexts(sheet), MAX_BYTES)
    return sheet.cells


def _ods(parts: _Parts) -> Cells:
    table = _Table()
    parts.read("content.xml", table, MAX_BYTES)
    return table.cells


class _Book(_Part):
    def __init__(self):
        super().__init__()
        self.sheets, self.active, self.epoch = [], 0, CALENDAR_WINDOWS_1900

    def open_workbookPr(self, attributes):  # noqa: N802
        if attributes.get("date1904") in ("1", "true"):
            self.epoch = CALENDAR_MAC_1904

    def open_workbookView(self, attributes):  # noqa: N802
        self.active = int(attributes.get("activeTab", 0))

    def open_sheet(self, attributes):
        self.sheets.append(attributes["id"])


class _Links(_Part):
    """Which file of the archive is meant by which name."""

    def __init__(self):
        super().__init__()
        self.targets, self.kinds = {}, {}

    def open_Relationship(self, attributes):  # noqa: N802
        self.targets[attributes["Id"]] = attributes["Target"]
        self.kinds[attributes["Type"].rpartition("/")[2]] = attributes["Id"]

    def path(self, identifier: str) -> str:
        return posixpath.normpath(posixpath.join("/xl", self.targets[identifier])).lstrip("/")

    def of_kind(self, kind: str) -> str:
        return self.path(self.kinds[kind])


class _Styles(_Part):
    """Which styles write a number as a day or an hour."""

    def __init__(self):
        super().__init__()
        self.formats, self.used, self.is_in_cells = dict(BUILTIN_FORMATS), [], False

    def open_numFmt(self, attributes):  # noqa: N802
        self.formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")[: LONGEST_FORMAT + 1]

    def open_cellXfs(self, attributes):  # noqa: N802
        self.is_in_cells = True

    def close_cellXfs(self):  # noqa: N802
        self.is_in_cells = False

    def open_xf(self, attributes):
        if self.is_in_cells:
            self.used.append(int(attributes.get("numFmtId", 0)))

    def is_date(self, style: int) -> bool:
        code = self.formats.get(self.used[style], "") if style < len(self.used) else ""
        return len(code) <= LONGEST_FORMAT and bool(is_date_format(code))


class _Texts(_Part):
    """Hears what is written in a cell, not how to pronounce it."""

    def __init__(self):
        super().__init__()
        self.is_wanted, self.is_pronounced = True, False

    def open_t(self, attributes):
        self.is_listening = self.is_wanted and not self.is_pronounced

    def close_t(self):
        self.is_listening = False

    def open_rPh(self, attributes):  # noqa: N802
        self.is_pronounced = True

    def close_rPh(self):  # noqa: N802
        self.is_pronounced = False


class _Sheet(_Texts):
    def __init__(self, styles: _Styles, epoch: datetime.datetime):
        super().__init__()
        self.styles, self.epoch, self.cells = styles, epoch, Cells()
        self.shared: dict[int, list[tuple[int, int]]] = {}  # the cells that show each shared text
        self.row = self.column = self.style = 0
        self.kind = "n"

    open_v, close_v = _Texts.open_t, _Texts.close_t

    def open_row(self, attributes):
        self.row, self.column = int(attributes.get("r", self.row + 1)), 0

    def open_c(self, attributes):
        self.column += 1
        if "r" in attributes:
            self.row, self.column = coordinate_to_tuple(attributes["r"])
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self.written = []

    def close_c(self):
        text = "".join(self.written).strip()
        if self.kind != "s":
            self.cells.put(self.row, self.column, self._shown(text))
        elif text:
            self.cells.bound(self.row, self.column)
            self.shared.setdefault(int(text), []).append((self.row, self.column))

    def _shown(self, text: str) -> str:
        if self.kind == "b":
            return TRUTH[text]
        if self.kind != "n" or not text:
            return text
        return _number(float(text), self.epoch if self.styles.is_date(self.style) else None)


def _number(number: float, epoch: datetime.datetime | None) -> str:
    """`epoch`: the first day of the calendar that the number is written in, if it is a day."""
    if epoch:
        with contextlib.suppress(ValueError, OverflowError):  # too far in time: shown as the number it is
            return as_typed(from_excel(number, epoch))
    return as_typed(number)


class _SharedTexts(_Texts):
    """The texts that several cells share; those of other sheets are passed over."""

    def __init__(self, sheet: _Sheet):
        super().__init__()
        self.sheet, self.number = sheet, -1

    def open_si(self, attributes):
        self.number += 1
        self.written, self.is_wanted = [], self.number in self.sheet.shared

    def close_si(self):
        for row, column in self.sheet.shared.pop(self.number, ()):
            self.sheet.cells.put(row, column, "".join(self.written))


class _Table(_Part):
    """The first table of a document. A row or a cell that repeats itself counts as often as it is filled."""

    def __init__(self):
        super().__init__()
        self.cells, self.tables, self.notes = Cells(), 0, 0
        self.row = self.next_row = self.column = self.next_column = 1
        self.value = None

    def open_table(self, attributes):
        self.tables += 1

    def open_table_row(self, attributes):
        self.row, self.next_row = self.next_row, self.next_row + _times(attributes, "number_rows_repeated")
        self.next_column = 1

    def open_table_cell(self, attributes):
        times = _times(attributes, "number_columns_repeated")
        self.column, self.next_column = self.next_column, self.next_column + times
        self.value, self.written = _typed_value(attributes), []

    open_covered_table_cell = open_table_cell

    def open_annotation(self, attributes):
        self.notes += 1

    def close_annotation(self):
        self.notes -= 1

    def open_p(self, attributes):
        self.is_listening = self.tables == 1 and not self.notes
        if self.is_listening and self.written:
            self.written.append("\n")

    def close_p(self):
        self.is_listening = False

    def open_s(self, attributes):
        self.text(" ")

    open_tab = open_s

    def open_line_break(self, attributes):
        self.text("\n")

    def close_table_cell(self):
        text = "".join(self.written) if self.value is None else self.value
        if self.tables == 1 and text.strip():
            for row in range(self.row, self.next_row):
                for column in range(self.column, self.next_column):
                    self.cells.put(row, column, text)

    close_covered_table_cell = close_table_cell


def _times(attributes: dict, name: str) -> int:
    return max(1, int(attributes.get(name, 1)))


def _typed_value(attributes: dict) -> str | None:
    """What stands in the attributes of a cell rather than in its text."""
    kind = attributes.get("value_type")
    if kind in ("float", "currency", "percentage"):
        return as_typed(float(attributes["value"]))
    if kind == "date":
        return as_typed(datetime.date.fromisoformat(attributes["date_value"][:10]))
    if kind == "time":
        return _clock(attributes["time_value"])
    return TRUTH[attributes["boolean_value"]] if kind == "boolean" else None


def _clock(duration: str) -> str | None:
    """«PT19H30M00S» → «19:30»."""
    found = re.fullmatch(r"PT(\d{1,2})H(\d{1,2})M.{0,20}", duration)
    return f"{int(found[1]):02}:{int(found[2]):02}" if found else None


def as_typed(value) -> str:
    """As a person would type it: «12», «23/02/2017», «19:00»."""
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer() and abs(value) < MAX_WHOLE:
        return str(int(value))
    return str(value)
