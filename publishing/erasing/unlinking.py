"""Tears what a database keeps beside its rows: no order, place, key or number of transaction ties one kind to another.

Rows written at the same moment stay side by side: whoever opens the database could pair them. Here each kind is written
anew in a transaction of its own, in an order drawn by the system's chance. Then the old rows leave the files.
"""

import time

from django.db import ProgrammingError, connection, models, transaction

CHANCE = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}
PATIENCE = 30  # seconds

STILL_READING = """
    SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND GREATEST(age(backend_xmin), age(backend_xid)) > age(%s::xid))
"""


def write_anew(*kind: type[models.Model], new_keys=False, blanks=None, **only) -> None:
    """`kind`: a model, then those that point to it. `blanks`: column -> what all its rows say from now on, in SQL."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # nobody writes while rows move; SQLite has one writer
            cursor.execute(f"LOCK TABLE {', '.join(map(_table, kind))} IN SHARE ROW EXCLUSIVE MODE")
        where, values = _condition(only)
        for model in kind:
            key = CHANCE[connection.vendor] if new_keys else "0"
            rows = f"SELECT t.*, {key} AS fresh FROM {_table(model)} t{where}"  # noqa: S608
            cursor.execute(f"CREATE TEMPORARY TABLE {_aside(model)} AS {rows}", values)
        for model in reversed(kind):
            cursor.execute(f"DELETE FROM {_table(model)}{where}", values)  # noqa: S608
        for model in kind:
            cursor.execute(_back_in_disorder(model, kind if new_keys else (), blanks or {}))
        for model in kind:
            cursor.execute(f"DROP TABLE {_aside(model)}")


def wipe_erased_rows(*kinds: type[models.Model]) -> None:
    """PostgreSQL keeps erased rows: tables, long texts and indexes get new files, and the journal is let go of.

    It also keeps what a transaction begun before may still read (a dump, its own statistics, somebody who writes): we
    wait for those to end.
    Inside a transaction, or behind a longer one, it cannot be done: the next night does it. SQLite overwrites what it
    erases (see the settings).
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        _let_earlier_readers_end(cursor)
        for model in kinds:
            cursor.execute(f"VACUUM (FULL, ANALYZE) {_table(model)}")
        try:
            cursor.execute("CHECKPOINT")
        except ProgrammingError:  # kept for the owner of the server, who makes one every few minutes
            return


def _let_earlier_readers_end(cursor) -> None:
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::xid::text")
    [now] = cursor.fetchone()
    end = time.monotonic() + PATIENCE
    cursor.execute(STILL_READING, [now])
    while cursor.fetchone()[0] and time.monotonic() < end:
        time.sleep(0.05)
        cursor.execute(STILL_READING, [now])


def _condition(only: dict) -> tuple[str, list]:
    columns = [f"{connection.ops.quote_name(column)} = %s" for column in only]
    return (f" WHERE {' AND '.join(columns)}" if only else ""), list(only.values())


def _back_in_disorder(model, rekeyed: tuple, blanks: dict[str, str]) -> str:
    source = {field.column: f't."{field.column}"' for field in model._meta.concrete_fields} | blanks
    tables = f"{_aside(model)} t"
    if model in rekeyed:
        source[model._meta.pk.column] = "t.fresh"
    for field in model._meta.concrete_fields:
        if rekeyed and field.related_model is rekeyed[0]:
            source[field.column] = "r.fresh"
            tables += f' JOIN {_aside(rekeyed[0])} r ON r.id = t."{field.column}"'
    names, values = ", ".join(f'"{column}"' for column in source), ", ".join(source.values())
    order = CHANCE[connection.vendor]
    return f"INSERT INTO {_table(model)} ({names}) SELECT {values} FROM {tables} ORDER BY {order}"  # noqa: S608


def _table(model) -> str:
    return f'"{model._meta.db_table}"'


def _aside(model) -> str:
    return f'"aside_{model._meta.db_table}"'
