"""The whole database in one file, and back: SQLite by itself, PostgreSQL through pg_dump and psql."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection


class DatabaseCopyError(Exception):
    """The database, or its tool, refused."""


def copy_database(target: Path) -> None:
    """Writes a consistent copy, also while the portal is being used."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
    else:
        _postgres("pg_dump", "--no-owner", "--no-privileges", "--exclude-table=pace_*", f"--file={target}")


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
    emptying = copy.with_name("emptying.sql")
    emptying.write_text("\n".join([*orders, ""]), encoding="utf-8")
    quiet = ("--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null")
    _postgres("psql", *quiet, f"--file={emptying}", f"--file={copy}")


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
