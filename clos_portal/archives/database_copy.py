"""The whole database in one file, and back: SQLite by itself, PostgreSQL through pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from django.db import DatabaseError, connection

from clos_portal.archives.plain_dump import MetaCommandError, play

CUSTOM_FORMAT = b"PGDMP"


class DatabaseCopyError(Exception):
    """The database, or its tool, refused."""


def copy_database(target: Path, without: Iterable[str] = ()) -> None:
    """Writes a consistent copy, also while the portal is being used. PostgreSQL leaves the rows of `without` out."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
    else:
        whole = ("--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--exclude-table=pace_*")
        _postgres("pg_dump", *whole, *(f"--exclude-table-data={table}" for table in without), f"--file={target}")


def replace_database(copy: Path, aside: Path) -> None:
    """Puts the copy in place of the current database, which is kept as `aside`: all of it, or nothing."""
    if connection.vendor == "sqlite":
        _replace_file(copy, Path(connection.settings_dict["NAME"]), aside)
    else:
        copy_database(aside)
        _replace_tables(copy)


def database_folder() -> Path | None:
    """Where the current database is kept aside when it is a file."""
    return Path(connection.settings_dict["NAME"]).parent if connection.vendor == "sqlite" else None


def _replace_file(copy: Path, current: Path, aside: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as database:
            database.execute("PRAGMA quick_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise DatabaseCopyError("La base de cette archive ne se lit pas. Rien n’a été changé.") from error
    connection.close()
    fresh = current.with_name(current.name + ".partiel")
    shutil.copyfile(copy, fresh)
    fresh.chmod(0o600)
    # A journal left by a crash belongs to the old file: beside the new one, SQLite would play it back into it.
    for ending in ("-journal", "-wal", "-shm", ""):
        old = current.with_name(current.name + ending)
        if old.exists():
            old.rename(aside.with_name(aside.name + ending))
    fresh.rename(current)


def _replace_tables(copy: Path) -> None:
    """Tables of a newer version must go too, or its next migration would find them already there; so must functions."""
    tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    orders = [f"DROP TABLE IF EXISTS {', '.join(tables)} CASCADE;"] if tables else []
    orders += [f"DROP FUNCTION IF EXISTS {function} CASCADE;" for function in _functions()]
    connection.close()
    with as_script(copy).open("rb") as lines:
        _play_whole([order.encode() for order in orders], lines)


def as_script(copy: Path) -> Path:
    """As SQL: today’s archives are turned into it, the older ones hold it already."""
    with copy.open("rb") as file:
        if file.read(len(CUSTOM_FORMAT)) != CUSTOM_FORMAT:
            return copy
    script = copy.with_name("database.sql")
    _postgres("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy))
    return script


def _play_whole(*scripts: Iterable[bytes]) -> None:
    """In one transaction, on a connection of its own, that forgets the settings of the dump."""
    own = connection.copy()
    try:
        own.ensure_connection()
        with own.wrap_database_errors, own.connection as transaction, transaction.cursor() as cursor:
            for lines in scripts:
                play(lines, cursor)
    except MetaCommandError as error:
        raise DatabaseCopyError("Cette archive contient une commande cachée. Rien n’a été changé.") from error
    except DatabaseError as error:
        raise DatabaseCopyError(f"PostgreSQL a refusé : {str(error).strip()[:300]}") from error
    finally:
        own.close()


def _functions() -> list[str]:
    """Those of the portal's triggers, with their arguments; what an extension brought stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS "
            "(SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
        )
        return [name for (name,) in cursor.fetchall()]


def _postgres(command: str, *arguments: str) -> None:
    values = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = os.environ | {name: str(values[key]) for name, key in names.items() if values[key]}
    try:
        subprocess.run([command, *arguments], env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    except FileNotFoundError as error:
        raise DatabaseCopyError(f"Il manque {command}. Sur Debian : apt install postgresql-client") from error
    except subprocess.CalledProcessError as error:
        raise DatabaseCopyError(f"PostgreSQL a refusé : {error.stderr.strip()[:300]}") from error
