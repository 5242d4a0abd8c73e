"""A portal of commit 6c74cff, with the real content, the examples and a row in every table,
becomes today's by `migrate`.

Each dump was written there by its engine, after `load_content`, `load_demo`, a first edit of three rows of each noun
that keeps a history, and one plausible row in the tables that were still empty.
"""

import lzma
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import environ
import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.utils import ConnectionHandler

from clos_portal.desk.roles import apply_roles
from tests.ops.database import empty_database

pytestmark = pytest.mark.django_db
DUMPS = Path(__file__).parent / "database_of_6c74cff"
CHANGED = {
    ("proposals_historicalround", "result"): "points could tell what one person chose",
    ("proposals_round", "result"): "points could tell what one person chose",
}
TWINS = {
    (table, name): "the folder of the council says it"
    for table in ("council_siteidentity", "council_historicalsiteidentity")
    for name in ("name", "district", "city")
}
GROWING = {
    "django_migrations": "what was applied",
    "django_content_type": "the nouns added since",
    "auth_permission": "their rights",
    "auth_group_permissions": "who was given them",
}
SHAPE = {
    "sqlite": ["SELECT tbl_name, name, sql FROM sqlite_master"],
    "postgresql": [
        "SELECT table_name, column_name, data_type || is_nullable || coalesce(character_maximum_length, 0)"
        " FROM information_schema.columns WHERE table_schema = current_schema()",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = current_schema()::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(pg_trigger.oid) || pg_get_functiondef(tgfoid)"
        " FROM pg_trigger WHERE NOT tgisinternal",
    ],
}
PUNCTUATION = re.compile(r"::[a-z ]+|[()\[\]]")
RIGHTS = """SELECT g.name, t.app_label, t.model, p.codename FROM auth_permission p
    JOIN django_content_type t ON t.id = p.content_type_id
    LEFT JOIN auth_group_permissions gp ON gp.permission_id = p.id LEFT JOIN auth_group g ON g.id = gp.group_id"""


@pytest.fixture(scope="module")
def upgrade(tmp_path_factory, django_db_setup, django_db_blocker):
    """The rows and the shape before, and the database after."""
    folder = tmp_path_factory.mktemp("upgrade")
    with empty_database(folder) as url, django_db_blocker.unblock():
        play(lzma.decompress((DUMPS / f"{connection.vendor}.sql.xz").read_bytes()).decode(), url)
        portal = ConnectionHandler({DEFAULT_DB_ALIAS: environ.Env.db_url_config(url)})[DEFAULT_DB_ALIAS]
        before = every_row(portal), shape(portal)
        portal.close()
        migrate(url, folder)
        yield *before, portal
        portal.close()


def play(dump, url):
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            database.executescript(dump)
    else:
        subprocess.run(
            ["psql", "-q", "-v", "ON_ERROR_STOP=1", url], input=dump, text=True, check=True, stdout=subprocess.DEVNULL
        )


def migrate(url, folder):
    environment = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "/dev/null",
        "DATABASE_URL": url,
        "SITE_URL": "https://conseil.example",
    }
    environment |= {"MEDIA_ROOT": str(folder), "PRIVATE_MEDIA_ROOT": str(folder), "LANG": "C.UTF-8"}
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)


def ask(database, query):
    with database.cursor() as cursor:
        cursor.execute(query)
        return [
            column.name if hasattr(column, "name") else column[0] for column in cursor.description
        ], cursor.fetchall()


def every_row(database):
    return {table: ask(database, f'SELECT * FROM "{table}"') for table in database.introspection.table_names()}


def counted(columns, rows, kept):
    places = [columns.index(name) for name in kept]
    return Counter(tuple(repr(row[place]) for place in places) for row in rows)


def shape(database):
    """Columns, constraints, indexes and triggers as the database writes them,
    whatever their order, brackets and casts.
    """
    found = [row for query in SHAPE[database.vendor] for row in ask(database, query)[1]]
    return {(table, name): sorted(PUNCTUATION.sub("", words or "").split(", ")) for table, name, words in found}


def test_the_old_portal_had_something_in_every_table(upgrade):
    before, _, _ = upgrade
    assert [table for table, (_, rows) in before.items() if not rows] == []


def test_every_row_is_there_as_it_was(upgrade):
    before, _, portal = upgrade
    after, lost, come = every_row(portal), {}, {}
    for table, (columns, rows) in before.items():
        kept = [name for name in columns if (table, name) not in CHANGED | TWINS]
        old, new = counted(columns, rows, kept), counted(*after[table], kept)
        lost[table], come[table] = list((old - new).elements()), list((new - old).elements())
    assert {table: rows for table, rows in lost.items() if rows} == {}
    assert {table for table, rows in come.items() if rows} <= set(GROWING)


def test_what_was_meant_to_change_did(upgrade):
    before, _, portal = upgrade
    for table, name in CHANGED:
        columns, rows = before[table]
        assert counted(columns, rows, [name]) != counted(*ask(portal, f'SELECT * FROM "{table}"'), [name])


def test_no_table_column_constraint_index_or_trigger_went(upgrade):
    _, before, portal = upgrade
    after = shape(portal)
    assert before.keys() - TWINS.keys() <= after.keys()
    assert any("TRIGGER" in piece for pieces in after.values() for piece in pieces)


def test_it_has_the_shape_and_the_rights_of_a_new_portal(upgrade):
    _, _, portal = upgrade
    assert shape(portal) == shape(connection)
    apply_roles()  # tests that empty the tables take those of the migrations with them
    assert sorted(map(repr, ask(portal, RIGHTS)[1])) == sorted(map(repr, ask(connection, RIGHTS)[1]))
