"""Calendars already written, each beside all that it says: used again only while the database still says the same."""

import datetime
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from publishing.feeds.fingerprint import fingerprint

AT_MOST = 32


@dataclass(frozen=True)
class Written:
    """`until`: the moment when a meeting that waits will appear, if any."""

    source: Any
    until: datetime.datetime | None
    content: bytes
    etag: str

    def is_good(self, source: Any, now: datetime.datetime) -> bool:
        return (self.until is None or now < self.until) and self.source == source


class KeptCalendars:
    """In the memory of one process. Nobody has to say that something changed: the comparison sees it."""

    def __init__(self):
        self._written: OrderedDict[str, Written] = OrderedDict()

    def get(
        self, name: str, *, source: Any, now: datetime.datetime, write: Callable[[], bytes], until: Callable
    ) -> Written:
        """`source`: every value the file may show, read before `write` reads them again."""
        written = self._written.get(name)
        if written is None or not written.is_good(source, now):
            due, content = until(), write()
            written = Written(source, due, content, f'"{fingerprint(content)}"')
            self._keep(name, written)
        return written

    def _keep(self, name: str, written: Written) -> None:
        self._written[name] = written
        self._written.move_to_end(name)
        while len(self._written) > AT_MOST:
            self._written.popitem(last=False)
