"""The one memory of what was written: pages, calendars, feeds, documents.

What was written is given again while its version is the same (docs/decisions/0013). Only the writing is spared: the
version is read at each visit, so that nothing withdrawn is ever served.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language

from publishing.feeds.fingerprint import fingerprint

AT_MOST = 100
SOURCES = {".py", ".html", ".typ", ".yaml"}


@dataclass(frozen=True)
class _Written:
    etag: str
    write: Callable[[], Any] = field(compare=False)


def cached_response(
    request,
    version: Any,
    write: Callable[[], Any],
    respond: Callable[[Any], HttpResponse] = HttpResponse,
    *,
    last_modified: int | None = None,
) -> HttpResponse:
    """304 for who has this version already. `version`: all that the content depends on besides the code; two of them
    are told apart by their words (`repr`). `write` makes the content, and `respond` the answer that carries it.
    """
    known = (_release(), settings.SITE_URL, request.path, get_language(), version)
    etag = quote_etag(fingerprint(repr(known).encode()))
    response = get_conditional_response(request, etag=etag, last_modified=last_modified)
    if response is None:
        response = respond(_remembered(_Written(etag, write)))
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    if last_modified:
        response["Last-Modified"] = http_date(last_modified)
    return response


def stored_values(rows) -> list[tuple]:
    """Every column of a set, as the database writes it: cheap to read and to compare."""
    with connection.cursor() as cursor:
        cursor.execute(*rows.order_by("pk").query.sql_with_params())
        return cursor.fetchall()


def forget() -> None:
    _remembered.cache_clear()


@functools.lru_cache(AT_MOST)
def _remembered(written: _Written) -> Any:
    return written.write()


@functools.cache
def _release() -> float:
    """When the portal was last changed: what an older one wrote is not up to date, and the processes of one agree."""
    rooms = [settings.BASE_DIR / name.partition(".")[0] for name in ("templates", *settings.ROOMS)]
    files = (path for folder in [*rooms, settings.COUNCIL.folder] for path in folder.rglob("*"))
    return max(path.stat().st_mtime for path in files if path.suffix in SOURCES)
