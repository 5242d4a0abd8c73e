"""The few tables of a copied database that are rewritten before it becomes an archive: SQLite's file, or a plain dump."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection

from clos_portal.archive_steps import STEPPED, advance
from clos_portal.database_copy import DatabaseCopyError, as_script

COPY = re.compile(r"COPY (?:\w+\.)?(\w+) \((.*)\) FROM stdin;\n")
END = "\\.\n"


def step_copy(copy: Path, earlier: dict | None) -> tuple[dict, dict[str, int]]:
    """Rewrites the copy; see `archive_steps.advance`."""
    if connection.vendor == "sqlite":
        return _step_file(copy, earlier)
    script = as_script(copy)
    result = _step_dump(script, earlier)
    script.replace(copy)
    return result


def _step_file(copy: Path, earlier):
    with closing(sqlite3.connect(copy, isolation_level=None)) as base:
        base.row_factory = sqlite3.Row
        tables = {table: [dict(row) for row in base.execute(f"SELECT * FROM {table}")] for table in STEPPED}  # noqa: S608
        result = advance(tables, earlier)
        places = ", ".join("?" * len(STEPPED))
        triggers = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({places})"  # noqa: S608
        base.execute("BEGIN")
        guards = base.execute(triggers, STEPPED).fetchall()
        for name, _ in guards:
            base.execute(f"DROP TRIGGER {name}")
        for table, rows in tables.items():
            base.execute(f"DELETE FROM {table}")  # noqa: S608
            for row in rows:
                names, marks = ", ".join(row), ", ".join("?" * len(row))
                base.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])  # noqa: S608
        for _, order in guards:
            base.execute(order)
        base.execute("COMMIT")
        base.execute("VACUUM")
    return result


def _step_dump(copy: Path, earlier):
    tables = {table: [] for table in STEPPED}
    for table, columns, line in _lines(copy):
        if table in tables and columns:
            tables[table].append(dict(zip(columns, _values(line), strict=True)))
    result = advance(tables, earlier)
    fresh, done = copy.with_name("stepped.sql"), set()
    with fresh.open("w", encoding="utf-8", newline="") as file:
        for table, columns, line in _lines(copy):
            if table in tables and columns:
                continue
            file.write(line)
            if table in tables:
                names = [name.strip('"') for name in COPY.fullmatch(line)[2].split(", ")]
                file.writelines(_line([row[name] for name in names]) for row in tables[table])
                done.add(table)
    if done != set(STEPPED):  # another kind of dump: no archive rather than one that tells
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
