"""Atom feeds: stable addresses, the same bytes while nothing changed, 304 for who has them already."""

import datetime
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date

from publishing.feeds.address import absolute
from publishing.feeds.cached_response import cached_response


@dataclass(frozen=True)
class Entry:
    """`path`: the page on this site, which is also what the entry is known by unless `key` tells two entries of one
    page apart. `summary`: plain text."""

    title: str
    path: str
    updated_at: datetime.datetime
    summary: str = ""
    key: str = ""


def atom_response(request, *, title: str, subtitle: str, path: str, feed_path: str, entries: Iterable[Entry]):
    """`path`: the page the feed follows; `feed_path`: the feed itself. `entries`: newest first, at most a hundred."""
    entries = list(entries)[:100]
    headers = {"Content-Type": "application/atom+xml; charset=utf-8"}
    newest = max((entry.updated_at for entry in entries), default=None)
    if newest:
        headers["Last-Modified"] = http_date(newest.timestamp())
    said = (title, subtitle, path, feed_path, entries)
    return cached_response(request, said, lambda: _atom(*said), lambda content: HttpResponse(content, headers=headers))


def _atom(title, subtitle, path, feed_path, entries) -> bytes:
    feed = _StillFeed(
        title=title,
        description="",
        subtitle=subtitle,
        link=absolute(path),
        feed_url=absolute(feed_path),
        language="fr",
        author_name=settings.COUNCIL.name,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=absolute(entry.path),
            description=entry.summary,
            updateddate=entry.updated_at,
            unique_id=absolute(entry.path + (f"#{entry.key}" if entry.key else "")),
        )
    buffer = io.StringIO()
    feed.write(buffer, "utf-8")
    return buffer.getvalue().encode()


class _StillFeed(Atom1Feed):
    """An empty feed has no newest entry:
    Django would write the present moment, and no copy would ever be up to date.
    """

    def latest_post_date(self):
        return super().latest_post_date() if self.items else datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC)
