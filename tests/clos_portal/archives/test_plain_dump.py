"""An archive of PostgreSQL is played by a reader of our own, that obeys no line meant for psql."""

import pytest

from clos_portal.archives.plain_dump import MetaCommandError, play

DUMP = b"""-- PostgreSQL database dump
\\restrict x5Gd0
CREATE TABLE place (name text);
COPY public.place (name) FROM stdin;
\\\\! not an order, a name
\\N
\\.

ALTER TABLE place ADD note text;
\\unrestrict x5Gd0
"""


class Cursor:
    def __init__(self):
        self.orders, self.rows = [], []

    def execute(self, order):
        self.orders.append(order)

    def copy_expert(self, order, rows):
        self.orders.append(order)
        self.rows += iter(lambda: rows.read(8192), b"")


@pytest.fixture
def cursor():
    return Cursor()


def test_orders_are_played_between_the_rows_they_surround(cursor):
    play(DUMP.splitlines(keepends=True), cursor)
    assert cursor.rows == [b"\\\\! not an order, a name\n", b"\\N\n"]
    create, copy, alter = cursor.orders
    assert b"CREATE TABLE" in create and b"COPY public.place" in copy and b"ALTER TABLE" in alter


@pytest.mark.parametrize(
    "line",
    [
        b"\\! touch x",
        b"\\i /etc/passwd",
        b"\\o /tmp/x",
        b"\\restrict x \\! touch x",
        b"\\.",
        b"\\copy t to program 'x'",
    ],
)
def test_a_line_meant_for_psql_is_refused(cursor, line):
    with pytest.raises(MetaCommandError):
        play([*DUMP.splitlines(keepends=True), line + b"\n"], cursor)
