"""An empty database of the engine that the suite runs on, for commands that run outside pytest."""

import os
import shutil
import uuid
from contextlib import contextmanager
from pathlib import Path

import psycopg2


@contextmanager
def empty_database(folder, like=None):
    """`like`: the address of one that nobody uses, to begin with what it holds."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        if like:
            shutil.copy(like.removeprefix("sqlite:///"), folder / "db.sqlite3")
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    name = f"portail_{uuid.uuid4().hex}"
    server = psycopg2.connect(given)
    server.autocommit = True
    server.cursor().execute(f"CREATE DATABASE {name}{' TEMPLATE ' + like.rpartition('/')[2] if like else ''}")
    yield given.rsplit("/", 1)[0] + "/" + name
    server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@contextmanager
def away(database):
    """While the portal cannot reach its database."""
    if database.startswith("sqlite"):
        file = Path(database.removeprefix("sqlite:///"))
        aside = file.rename(file.with_name("db.sqlite3-aside"))
        file.mkdir()
        yield
        file.rmdir()
        aside.rename(file)
        return
    name = database.rpartition("/")[2]
    server = psycopg2.connect(os.environ["DATABASE_URL"])
    server.autocommit = True
    cursor = server.cursor()
    cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    yield
    cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    server.close()
