"""Plays what pg_dump or pg_restore wrote as SQL, without psql:
an archive is data, it never gives orders to a machine.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

ROWS_FOLLOW = re.compile(rb"COPY .+ FROM stdin;\r?\n?$")
END_OF_ROWS = rb"\."
# What a recent pg_dump writes around its dump, for psql alone.
FOR_PSQL = re.compile(rb"\\(un)?restrict [A-Za-z0-9]+$")


class MetaCommandError(Exception):
    """A line that psql would obey."""


def play(lines: Iterable[bytes], cursor) -> None:
    """Each order, and the rows that follow a COPY, in the transaction of the cursor, one of psycopg2."""
    lines = iter(lines)
    orders = []
    for line in lines:
        if line.startswith(b"\\"):
            if not FOR_PSQL.match(line.rstrip()):
                raise MetaCommandError(line)
        elif ROWS_FOLLOW.match(line):
            _execute(orders, cursor)
            cursor.copy_expert(line, _Rows(lines))
        else:
            orders.append(line)
    _execute(orders, cursor)


def _execute(orders: list[bytes], cursor) -> None:
    if any(order.strip() and not order.startswith(b"--") for order in orders):
        cursor.execute(b"".join(orders))
    orders.clear()


class _Rows:
    """The rows of one table, as a file that psycopg2 reads."""

    def __init__(self, lines: Iterator[bytes]):
        self._lines = takewhile(lambda line: line.rstrip() != END_OF_ROWS, lines)

    def read(self, size: int = -1) -> bytes:
        return next(self._lines, b"")
