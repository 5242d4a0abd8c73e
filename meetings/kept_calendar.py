"""Calendars already written, each beside the rows it was written from: used again only while the rows are the same."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from publishing.fingerprint import fingerprint

AT_MOST = 32


@dataclass(frozen=True)
class Written:
    source: Any
    content: bytes
    etag: str


class KeptCalendars:
    """In the memory of one process. Nobody has to say that something changed: the comparison sees it."""

    def __init__(self):
        self._written: OrderedDict[str, Written] = OrderedDict()

    def get(self, name: str, source: Any, write: Callable[[], bytes]) -> Written:
        """`source`: everything the file says, to the last word; `write` is asked only when it differs."""
        written = self._written.get(name)
        if written is None or written.source != source:
            content = write()
            written = Written(source, content, f'"{fingerprint(content)}"')
            self._keep(name, written)
        return written

    def _keep(self, name: str, written: Written) -> None:
        self._written[name] = written
        self._written.move_to_end(name)
        while len(self._written) > AT_MOST:
            self._written.popitem(last=False)
