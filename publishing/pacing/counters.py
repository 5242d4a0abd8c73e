"""Where paces count: outside the transactions, the backups and the logs of the portal. To lose it all is harmless."""

import functools
import secrets
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, Error, OperationalError, connection
from django.db.utils import ConnectionHandler
from environ import Env

from publishing.pacing.not_counted import NotCounted

# Dead rows of SQLite are wiped; a kill spoils nothing; a power cut may, and the file is then made anew.
FILE = {
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "timeout": 1,
        "init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;",
    },
}
REDIS = ("redis://", "rediss://", "unix://")  # whoever has one installs its client: requirements-redis.txt
SERVER = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": False}
TABLES = (
    "TABLE IF NOT EXISTS pace_key (name text PRIMARY KEY, until bigint NOT NULL, key text NOT NULL)",
    "TABLE IF NOT EXISTS pace_count "
    "(name text, print text, until bigint NOT NULL, times bigint NOT NULL, PRIMARY KEY (name, print))",
)
# The while of a host that is a little ahead is good too. Any other is past, or comes from a clock since set right.
KEY = "SELECT key FROM pace_key WHERE name = %s AND until IN (%s, %s)"
TURN = (
    "INSERT INTO pace_key (name, until, key) VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE "
    "SET until = excluded.until, key = excluded.key WHERE pace_key.until NOT IN (%s, %s)"
)
FORGET = "DELETE FROM pace_count WHERE name = %s AND until <> (SELECT until FROM pace_key WHERE name = %s)"
ADD = (
    "INSERT INTO pace_count (name, print, until, times) "
    "SELECT name, %s, until, %s FROM pace_key WHERE name = %s AND key = %s "
    "ON CONFLICT (name, print) DO UPDATE SET times = pace_count.times + excluded.times RETURNING times"
)
LOOK = "SELECT COALESCE(MAX(times), 0) FROM pace_count WHERE name = %s AND print = %s"


PAST = ("DELETE FROM pace_key WHERE until <= %s", "DELETE FROM pace_count WHERE until <= %s")


def store():
    return _opened(settings.COUNTERS_URL, connection.settings_dict["NAME"])


@functools.lru_cache(maxsize=1)
def _opened(url: str, database: str):
    if url.startswith(REDIS):
        from publishing.pacing.redis_counters import RedisStore

        return RedisStore(url)
    return SqlStore(Env.db_url_config(url) if url else _beside_the_database())


def _beside_the_database() -> dict:
    """A second file beside that of SQLite; on a server, tables that neither its journal nor a copy keeps."""
    own = connection.settings_dict
    is_file = connection.vendor == "sqlite"
    return own | {"NAME": Path(own["NAME"]).with_name("counters.sqlite3")} if is_file else own


class SqlStore:
    """A connection of its own for each thread, where every statement is a transaction. Tables are made when missing."""

    def __init__(self, database: dict):
        self._is_file = database["ENGINE"].endswith("sqlite3")
        self._connections = ConnectionHandler({DEFAULT_DB_ALIAS: database | (FILE if self._is_file else SERVER)})

    def count(self, name: str, whiles: tuple[int, int], mark: Callable[[str], str], more: int) -> int:
        """The new count of what this mark, made with the key of the while, stands for."""
        return self._ask(lambda cursor: _count(cursor, name, whiles, mark, more))

    def forget_past(self, now: int) -> None:
        """Also what no while has followed, and the dead rows of a server."""
        self._ask(lambda cursor: [cursor.execute(statement, [now]) for statement in PAST])
        if not self._is_file:
            self._ask(lambda cursor: cursor.execute("VACUUM FULL pace_key, pace_count"))

    def _ask(self, question: Callable):
        """Once more when it fails, for a server that came back or a damaged file; then never mind."""
        try:
            return self._ask_once(question)
        except Error as error:
            self._start_afresh(error)
        try:
            return self._ask_once(question)
        except Error as error:
            self._start_afresh(error)
            raise NotCounted(type(error).__name__) from None

    def _ask_once(self, question: Callable):
        own = self._connections[DEFAULT_DB_ALIAS]
        is_new = own.connection is None
        with closing(own.cursor()) as cursor:
            for table in TABLES if is_new else ():
                cursor.execute(f"CREATE {'' if self._is_file else 'UNLOGGED'} {table}")
            answer = question(cursor)
        own.close_if_unusable_or_obsolete()
        return answer

    def _start_afresh(self, error: Error) -> None:
        own = self._connections[DEFAULT_DB_ALIAS]
        own.close()
        if self._is_file and isinstance(error, DatabaseError) and not isinstance(error, OperationalError):
            Path(own.settings_dict["NAME"]).unlink(missing_ok=True)


def _count(cursor, name: str, whiles: tuple[int, int], mark: Callable[[str], str], more: int) -> int:
    times = None
    while times is None:  # the while may end between the two statements
        key = _key(cursor, name, whiles)
        times = _value(cursor, ADD, mark(key), more, name, key) if more else _value(cursor, LOOK, name, mark(key))
    return times


def _key(cursor, name: str, whiles: tuple[int, int]) -> str:
    """The same for everybody in this while. That of the former one is forgotten, with its counts."""
    while (key := _value(cursor, KEY, name, *whiles)) is None:
        cursor.execute(TURN, [name, whiles[0], secrets.token_hex(32), *whiles])
        cursor.execute(FORGET, [name, name])
    return key


def _value(cursor, statement: str, *values):
    cursor.execute(statement, values)
    row = cursor.fetchone()
    return row[0] if row else None
