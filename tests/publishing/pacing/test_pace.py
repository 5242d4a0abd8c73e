"""A stairwell passes; a flood waits, in whatever process it arrives; no address is kept."""

import gc
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.utils import timezone

from accounts import retention
from clos_portal.archives.database_copy import copy_database
from publishing.pacing import counters
from publishing.pacing.pace import Pace, network
from publishing.pacing.redis_counters import RedisStore
from tests.publishing.pacing.test_redis_counters import everything_in_redis

pytestmark = pytest.mark.django_db
HOME = "192.0.2.1"
MORNING = 1_800_000_000  # the first second of a while of ten minutes
AGES = 10**6
TRY = """
import django; django.setup()
from publishing.pacing.pace import Pace
pace = Pace("race", most=100, seconds=1_000_000)
for _ in range({times}): print(pace.allows("192.0.2.1"), flush=True)
"""


@pytest.fixture(params=["a file", "beside the database", pytest.param("Redis", marks=pytest.mark.redis)])
def store(request, settings, tmp_path):
    """A file, then what the engine of these tests has beside its database,
    outside the test's transaction, then Redis.
    """
    if request.param == "Redis":
        settings.COUNTERS_URL = request.getfixturevalue("redis_url")
        counters.store()._redis.flushall()
        yield counters.store()
        counters._opened.cache_clear()
        return
    is_server = connection.vendor == "postgresql"
    if request.param == "beside the database":
        settings.COUNTERS_URL = "" if is_server else f"sqlite:///{tmp_path / 'other.sqlite3'}"
    yield counters.store()
    counters.store()._connections.close_all()
    counters._opened.cache_clear()
    gc.collect()
    if is_server:
        with closing(connection.copy()) as other, other.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS pace_key, pace_count")


def everything_in(store):
    """The keys of the whiles, then the counts."""
    if isinstance(store, RedisStore):
        return everything_in_redis(store._redis)

    def read(cursor):
        cursor.execute("SELECT name, key, until FROM pace_key")
        keys = cursor.fetchall()
        cursor.execute("SELECT name, print, times FROM pace_count")
        return keys, cursor.fetchall()

    return store._ask(read)


def start(settings, times):
    values = connection.settings_dict
    database = (
        "sqlite://:memory:"
        if connection.vendor == "sqlite"
        else (f"postgres://{values['USER']}:{values['PASSWORD']}@{values['HOST']}:{values['PORT']}/{values['NAME']}")
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "clos_portal.settings",
        "DATABASE_URL": database,
        "COUNTERS_URL": settings.COUNTERS_URL,
        "ENV_FILE": os.devnull,
    }
    command = [sys.executable, "-c", TRY.format(times=times)]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True)


def test_a_whole_stairwell_passes_and_the_next_ones_wait_for_the_next_while(store):
    pace = Pace("answers", most=40, seconds=600)
    with time_machine.travel(MORNING, tick=False) as clock:
        assert all(pace.allows(HOME) for _ in range(40))
        assert pace.is_spent(HOME) and not pace.allows(HOME)
        assert pace.wait() == 600
        clock.shift(599)
        assert not pace.allows(HOME)
        clock.shift(1)
        assert not pace.is_spent(HOME) and pace.allows(HOME)


def test_looking_counts_nothing(store):
    pace = Pace("answers", most=1, seconds=AGES)
    assert [pace.count(HOME) for _ in range(3)] == [0, 0, 0]
    assert pace.allows(HOME)
    assert [pace.count(HOME) for _ in range(2)] == [1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"address": HOME}, {"address": "192.0.2.2"}),
        ({"address": "2001:db8:1:2::1"}, {"address": "2001:db8:1:3::1"}),
        ({"address": HOME, "subject": "lea"}, {"address": HOME, "subject": "ali"}),
    ],
)
def test_one_does_not_slow_another(one, other):
    pace = Pace("answers", most=1, seconds=AGES)
    assert pace.allows(**one) and pace.allows(**other)
    assert not pace.allows(**one)


def test_a_pace_does_not_slow_another():
    assert Pace("answers", most=1, seconds=AGES).allows(HOME)
    assert Pace("messages", most=1, seconds=AGES).allows(HOME)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("192.0.2.1", "192.0.2.0/24"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.0/24"),
        ("::ffff:c000:201", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", ""),
        ("192.0.2.1:4040", ""),
    ],
)
def test_the_many_addresses_of_one_line_are_one(address, line):
    assert network(address, {4: 24, 6: 64}) == line


def test_the_count_is_exact_whatever_the_processes(store, settings):
    racers = [start(settings, times=60) for _ in range(4)]
    answers = " ".join(racer.communicate(timeout=120)[0] for racer in racers).split()
    assert len(answers) == 240
    assert answers.count("True") == 100


def test_the_count_is_exact_whatever_the_threads(store):
    pace, answers = Pace("threads", most=50, seconds=AGES), []
    threads = [threading.Thread(target=lambda: answers.extend(pace.allows(HOME) for _ in range(20))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers.count(True), len(answers)) == (50, 160)


def test_a_kill_spoils_no_count(store, settings):
    counted = 0
    for _ in range(4):
        racer = start(settings, times=10_000)
        counted += sum(1 for _ in zip(range(15), racer.stdout, strict=False))
        racer.kill()
        counted += len(racer.communicate()[0].split())
    kept = Pace("race", most=100, seconds=AGES).count(HOME)
    assert counted <= kept <= counted + 4


def test_a_while_begins_once_for_all(store):
    pace = Pace("turn", most=10**6, seconds=600)
    with time_machine.travel(MORNING, tick=False) as clock:
        for _ in range(20):
            clock.shift(600)
            threads = [threading.Thread(target=pace.allows, args=[HOME]) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert pace.count(HOME) == 4


def test_the_next_while_has_another_key_and_nothing_of_the_former_one(store):
    pace = Pace("answers", most=10, seconds=600)
    with time_machine.travel(MORNING, tick=False) as clock:
        pace.allows(HOME), pace.allows("192.0.2.2")
        [(_, old_key, _)], old_counts = everything_in(store)
        clock.shift(600)
        pace.allows(HOME)
    [(_, key, _)], [(_, mark, times)] = everything_in(store)
    assert times == 1 and key != old_key and mark not in {old for _, old, _ in old_counts}


def test_no_address_is_kept_and_the_file_forgets_the_former_key(tmp_path, settings):
    pace, file = Pace("answers", most=10, seconds=600), tmp_path / "counters.sqlite3"
    with time_machine.travel(MORNING, tick=False) as clock:
        pace.allows(HOME, "lea@conseil.example")
        with closing(sqlite3.connect(file)) as database:
            [(key,)], [(mark,)] = (list(database.execute(f"SELECT {what}")) for what in (
                "key FROM pace_key", "print FROM pace_count"))  # fmt: skip
        assert key.encode() in file.read_bytes() and mark.encode() in file.read_bytes()
        clock.shift(600)
        pace.allows("192.0.2.9")
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("counters*"))
    assert not any(word in kept for word in (key.encode(), mark.encode(), HOME.encode(), b"lea@"))


def test_the_night_forgets_the_while_that_none_has_followed(store):
    pace, other = Pace("answers", most=10, seconds=600), Pace("messages", most=10, seconds=86400)
    with time_machine.travel(MORNING, tick=False) as clock:
        pace.allows(HOME), other.allows(HOME)
        clock.shift(600)
        retention.erase_expired(timezone.localdate(), dry_run=True)
        assert len(everything_in(store)[0]) == 2
        retention.erase_expired(timezone.localdate())
    keys, counts = everything_in(store)
    assert [key[0] for key in keys] == [count[0] for count in counts] == ["messages"]


def test_a_clock_set_back_begins_a_new_while_and_blocks_nobody(store):
    pace = Pace("answers", most=2, seconds=600)
    with time_machine.travel(MORNING, tick=False):
        assert [pace.allows(HOME) for _ in range(3)] == [True, True, False]
    with time_machine.travel(MORNING - 3600, tick=False) as clock:
        assert [pace.allows(HOME) for _ in range(3)] == [True, True, False]
        clock.shift(3600)
        assert pace.allows(HOME)


def test_a_host_whose_clock_is_a_little_late_counts_with_the_others(store):
    pace = Pace("answers", most=2, seconds=600)
    with time_machine.travel(MORNING, tick=False):
        assert pace.allows(HOME)
    with time_machine.travel(MORNING - 2, tick=False):
        assert [pace.allows(HOME) for _ in range(2)] == [True, False]
    with time_machine.travel(MORNING, tick=False):
        assert not pace.allows(HOME)


def test_an_answer_given_up_is_counted_all_the_same(store):
    pace = Pace("answers", most=1, seconds=AGES)
    with transaction.atomic():
        pace.allows(HOME)
        transaction.set_rollback(True)
    assert not pace.allows(HOME)


def test_nobody_waits_for_counters_that_do_not_answer(settings, caplog):
    settings.COUNTERS_URL = "sqlite:////proc/nowhere/counters.sqlite3"
    pace = Pace("answers", most=0, seconds=600)
    assert all(pace.allows(HOME, "lea") for _ in range(5))
    [line] = [record.getMessage() for record in caplog.records]
    assert "answers" in line and HOME not in line and "lea" not in line


def test_nobody_waits_long_for_a_locked_file(tmp_path):
    pace = Pace("answers", most=5, seconds=AGES)
    pace.allows(HOME)
    with closing(sqlite3.connect(tmp_path / "counters.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        assert pace.allows(HOME)
        assert time.monotonic() - begun < 5
    assert pace.count(HOME) == 1


def test_a_file_that_a_power_cut_damaged_is_made_anew(tmp_path):
    pace = Pace("answers", most=1, seconds=AGES)
    pace.allows(HOME)
    (tmp_path / "counters.sqlite3").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 60)
    assert [pace.allows(HOME) for _ in range(2)] == [True, False]


def test_the_file_is_beside_that_of_the_database(settings):
    settings.COUNTERS_URL = ""
    if connection.vendor == "sqlite":
        file = counters._beside_the_database()["NAME"]
        assert file == Path(connection.settings_dict["NAME"]).with_name("counters.sqlite3")
    ignored = [(django_settings.BASE_DIR / name).read_text().split() for name in (".gitignore", ".dockerignore")]
    assert all("*.sqlite3*" in lines for lines in ignored)


@pytest.mark.numbered_transactions
def test_the_tables_of_a_server_are_in_no_journal_and_no_copy(store, tmp_path, settings):
    settings.COUNTERS_URL = ""
    Pace("answers", most=1, seconds=AGES).allows(HOME)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT relpersistence FROM pg_class WHERE relname LIKE 'pace_%'")
        assert cursor.fetchall() == [("u",)]
    copy_database(tmp_path / "copy")
    kept = (tmp_path / "copy").read_bytes()
    assert b"accounts_user" in kept and b"pace_" not in kept
