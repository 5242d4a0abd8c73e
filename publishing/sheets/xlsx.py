"""The sheet that was on the screen when an XLSX workbook was saved."""

import contextlib
import datetime
import posixpath

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from publishing.sheets.sheet_cells import Cells
from publishing.sheets.workbook_parts import MAX_BYTES, TRUTH, PartReader, Parts, as_typed

LONGEST_FORMAT = 255  # what Excel itself allows


def read_xlsx(parts: Parts) -> Cells:
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


class _Book(PartReader):
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


class _Links(PartReader):
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


class _Styles(PartReader):
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


class _Texts(PartReader):
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
