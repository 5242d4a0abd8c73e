"""A page written again only when what it shows has changed. What it shows is read from the database at each visit,
so that nothing withdrawn is ever served: only the writing is spared."""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.conf import settings

from publishing.feeds.fingerprint import fingerprint


@dataclass(frozen=True)
class _Page:
    print: str
    write: Callable[[], str] = field(compare=False)


def written_once(shown: tuple, write: Callable[[], str]) -> str:
    """`shown`: every value that the page depends on, whose words (`repr`) tell two of them apart."""
    return _written(_Page(fingerprint(repr((settings.SITE_URL, shown)).encode()), write))


def values_of(records: Iterable) -> list[tuple]:
    """Every stored value of each record."""
    return [tuple(getattr(record, f.attname) for f in record._meta.concrete_fields) for record in records]


@functools.lru_cache(maxsize=64)
def _written(page: _Page) -> str:
    return page.write()
