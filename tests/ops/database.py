"""An empty database of the engine that the suite runs on, for commands that run outside pytest."""

import os
import uuid
from contextlib import contextmanager

import psycopg2


@contextmanager
def empty_database(folder):
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    name = f"portail_{uuid.uuid4().hex}"
    server = psycopg2.connect(given)
    server.autocommit = True
    server.cursor().execute(f"CREATE DATABASE {name}")
    yield given.rsplit("/", 1)[0] + "/" + name
    server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()
