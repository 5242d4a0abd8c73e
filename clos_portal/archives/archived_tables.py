"""The few tables of a copied database that are rewritten before it becomes an archive:
SQLite's file, or a plain dump.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection

from clos_portal.archives.archive_steps import STEPPED, advance
from clos_portal.archives.archived_moments import WITHOUT_MOMENTS, forget_moments
from clos_portal.archives.database_copy import DatabaseCopyError, as_script

COPY = re.compile(r"COPY (?:\w+\.)?(\w+) \((.*)\) FROM stdin;\n")
END = "\\.\n"
REWRITTEN = (*STEPPED, *WITHOUT_MOMENTS)
COUNTER = re.compile(r"SELECT pg_catalog\.setval\('(?:\w+\.)?(\w+)_id_seq', \d+, (?:true|false)\);\n")


def step_copy(copy: Path, earlier: dict | None) -> tuple[dict, dict[str, int]]:
    """Rewrites the copy; see `archive_steps.advance`."""
    if connection.vendor == "sqlite":
        return _step_file(copy, earlier)
    script = as_script(copy)
    result = _step_dump(script, earlier)
    script.replace(copy)
    return result


def _rewrite(tables, earlier):
    result = advance(tables, earlier)
    forget_moments(tables)
    return result


def _last(rows: list[dict]) -> int:
    """Where numbers stand: what is not written is not counted either."""
    return max((int(row["id"]) for row in rows if str(row.get("id", "")).isdecimal()), default=0)


def _counter(line: str, table: str, tables) -> str:
    if table not in tables:
        return line
    last = _last(tables[table])
    return re.sub(r"', .*\);", f"', {max(last, 1)}, {'true' if last else 'false'});", line)


def _step_file(copy: Path, earlier):
    with closing(sqlite3.connect(copy, isolation_level=None)) as base:
        base.row_factory = sqlite3.Row
        tables = {table: [dict(row) for row in base.execute(f"SELECT * FROM {table}")] for table in REWRITTEN}  # noqa: S608
        result = _rewrite(tables, earlier)
        places = ", ".join("?" * len(REWRITTEN))
        triggers = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({places})"  # noqa: S608
        base.execute("BEGIN")
        guards = base.execute(triggers, REWRITTEN).fetchall()
        for name, _ in guards:
            base.execute(f"DROP TRIGGER {name}")
        for table, rows in tables.items():
            base.execute(f"DELETE FROM {table}")  # noqa: S608
            for row in rows:
                names, marks = ", ".join(row), ", ".join("?" * len(row))
                base.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])  # noqa: S608
            base.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", [_last(rows), table])
        for _, order in guards:
            base.execute(order)
        base.execute("COMMIT")
        base.execute("VACUUM")
    return result


def _step_dump(copy: Path, earlier):
    tables = {table: [] for table in REWRITTEN}
    for table, columns, line in _lines(copy):
        if table in tables and columns:
            tables[table].append(dict(zip(columns, _values(line), strict=True)))
    result = _rewrite(tables, earlier)
    fresh, done = copy.with_name("stepped.sql"), set()
    with fresh.open("w", encoding="utf-8", newline="") as file:
        for table, columns, line in _lines(copy):
            if table in tables and columns:
                continue
            counter = table is None and COUNTER.fullmatch(line)
            file.write(_counter(line, counter[1], tables) if counter else line)
            if table in tables:
                names = [name.strip('"') for name in COPY.fullmatch(line)[2].split(", ")]
                file.writelines(_line([row[name] for name in names]) for row in tables[table])
                done.add(table)
    if done != set(REWRITTEN):  # another kind of dump: no archive rather than one that tells
        raise DatabaseCopyError("Les tables à garder par pas de onze n’ont pas été trouvées dans la copie.")
    fresh.replace(copy)
    return result


def _lines(copy: Path) -> Iterator[tuple[str | None, list[str] | None, str]]:
    """Every line with its table, and its columns when it is a row."""
    table = columns = None
    with copy.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if table is None and (header := COPY.fullmatch(line)):
                table, columns = header[1], [name.strip('"') for name in header[2].split(", ")]
                yield table, None, line
            elif table is None or line == END:
                table = columns = None
                yield None, None, line
            else:
                yield table, columns, line


def _values(line: str) -> list[str | None]:
    return [None if value == "\\N" else value for value in line.removesuffix("\n").split("\t")]


def _line(row: list) -> str:
    return "\t".join("\\N" if value is None else str(value) for value in row) + "\n"
