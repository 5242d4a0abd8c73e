"""One process at a time, whatever the number of hosts:
an advisory lock of PostgreSQL, or a locked file beside SQLite's.

Both are let go of when their holder dies, however it dies: no lock has to be removed by hand.
"""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def exclusively(name: str, wait: bool = True, using: str = "default") -> Iterator[bool]:
    """Yields whether we hold the lock of this name; always true for who waits."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with _advisory_lock(connection, name, wait) as is_held:
            yield is_held
    elif connection.is_in_memory_db():  # nobody to share it with
        yield True
    else:
        with _locked_file(Path(f"{connection.settings_dict['NAME']}-{name}.lock"), wait) as is_held:
            yield is_held


@contextmanager
def _advisory_lock(connection: BaseDatabaseWrapper, name: str, wait: bool) -> Iterator[bool]:
    """On a connection of its own: the work may close its own, or lose it, without letting go of the lock."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            function = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
            cursor.execute(f"SELECT {function}(%s)", [zlib.crc32(name.encode())])
            yield cursor.fetchone()[0] is not False
    finally:
        own.close()


@contextmanager
def _locked_file(path: Path, wait: bool) -> Iterator[bool]:
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
