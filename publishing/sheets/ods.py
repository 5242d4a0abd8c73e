"""The first table of an ODS document."""

import datetime
import re

from publishing.sheets.sheet_cells import Cells
from publishing.sheets.workbook_parts import MAX_BYTES, TRUTH, PartReader, Parts, as_typed


def read_ods(parts: Parts) -> Cells:
    table = _Table()
    parts.read("content.xml", table, MAX_BYTES)
    return table.cells


class _Table(PartReader):
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
