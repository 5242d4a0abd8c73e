"""A table saved as text by any spreadsheet, on any system: its letters, its line ends and its separator are found."""

import csv
import io
import re

from publishing.sheets.sheet_cells import Cells
from publishing.sheets.workbook_parts import UnreadableSheet

MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
FRENCH = "éèêëàâçùûôîïœÉÀÇ«»’°€"


def read_text(content: bytes) -> Cells:
    """Unreadable: not a text."""
    delimiter, text = _separated(_decoded(content))
    cells = Cells()
    try:
        for row, line in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            for column, cell in enumerate(line, start=1):
                cells.put(row, column, cell)
    except csv.Error as error:
        raise UnreadableSheet from error
    return cells


def _decoded(content: bytes) -> str:
    encoding = next((encoding for mark, encoding in MARKS.items() if content.startswith(mark)), None)
    try:
        text = content.decode(encoding or _wide(content) or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise UnreadableSheet from error
        text = _old(content)
    if "\0" in text:
        raise UnreadableSheet
    return text


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of the first words is empty."""
    start = content[:64]
    for encoding, empty in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(empty) > 2 and empty.count(0) * 2 > len(empty):
            return encoding
    return None


def _old(content: bytes) -> str:
    """The letters of Windows, or of an old Mac: whichever reads as French."""
    texts = [content.decode(encoding, errors="replace") for encoding in ("cp1252", "mac_roman")]
    return max(texts, key=lambda text: sum(map(text.count, FRENCH)))


def _separated(text: str) -> tuple[str, str]:
    """The separator, and the text without the «sep=;» that some spreadsheets put first."""
    if said := re.match(r'"?sep=([;,\t|])"?\s*?(\r\n|\r|\n)', text, re.IGNORECASE):
        return said[1], text[said.end() :]
    first = next((line for line in text.splitlines() if line.strip(';,\t "')), "")
    return max(";,\t", key=first.count), text
