"""The files inside a workbook, read as streams within the same bounds:
what reading costs does not depend on what it claims.
"""

import datetime
import functools
import zipfile
from xml.parsers import expat

from django.core.exceptions import ValidationError

from publishing.sheets.sheet_cells import MAX_SIGNS, TOO_HEAVY

MAX_BYTES, MAX_SMALL_BYTES, MAX_ELEMENTS, MAX_DEPTH = 20_000_000, 2_000_000, 400_000, 60
CHUNK, LONGEST_TAG = 1 << 16, 1 << 18
MAX_WHOLE = 1e15  # beyond, a spreadsheet no longer knows the last digits
TRUTH = {"1": "vrai", "0": "faux", "true": "vrai", "false": "faux"}


class UnreadableSheet(Exception):
    """Not a table that this house reads."""


class Parts:
    """The files of the archive. All that is read of them counts towards the same bounds."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive, self.names = archive, frozenset(archive.namelist())
        self.elements = 0

    def read(self, name: str, part: "PartReader", most: int = MAX_SMALL_BYTES) -> None:
        """ValidationError: more than `most` bytes in it, or too much in all."""
        if self.archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableSheet
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

    def _counted(self, part: "PartReader"):
        heard = part.listeners("open_")

        def opened(name: str, attributes: dict) -> None:
            self.elements += 1
            part.depth += 1
            if self.elements > MAX_ELEMENTS:
                raise ValidationError(TOO_HEAVY)
            if part.depth > MAX_DEPTH:
                raise UnreadableSheet
            if act := heard.get(_local(name)):
                act({_local(key): value for key, value in attributes.items()})

        return opened


def _closed(part: "PartReader"):
    heard = part.listeners("close_")

    def closed(name: str) -> None:
        part.depth -= 1
        if act := heard.get(_local(name)):
            act()

    return closed


def _refuse(*declaration) -> None:
    raise UnreadableSheet


class PartReader:
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


def as_typed(value) -> str:
    """As a person would type it: «12», «23/02/2017», «19:00»."""
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer() and abs(value) < MAX_WHOLE:
        return str(int(value))
    return str(value)
