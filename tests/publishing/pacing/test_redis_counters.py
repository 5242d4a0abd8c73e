"""What is Redis's own; what all stores promise is in test_pace.py."""

import time

import pytest

from publishing.pacing import counters
from publishing.pacing.pace import Pace

HOME = "192.0.2.1"
AGES = 10**6
pytestmark = pytest.mark.redis


def everything_in_redis(redis):
    keys, counts = [], []
    for name in redis.scan_iter("*"):
        kept, name = redis.hgetall(name), name.removeprefix("pace:")
        keys.append((name, kept.pop("key"), int(kept.pop("until"))))
        counts += [(name, mark, int(times)) for mark, times in kept.items()]
    return keys, counts


def test_redis_forgets_by_itself_with_the_while_and_never_hears_an_address(settings, redis_url):
    settings.COUNTERS_URL = redis_url
    redis = counters.store()._redis
    redis.flushall()
    with redis.monitor() as heard:
        assert Pace("answers", most=1, seconds=2).allows(HOME, "lea@conseil.example")
        redis.ping()
        words = ""
        while "PING" not in words:
            words += heard.next_command()["command"]
    assert "HINCRBY" in words and HOME not in words and "lea@" not in words
    time.sleep(2.1)
    assert redis.keys() == []


def test_a_redis_that_is_away_or_lost_all_makes_nobody_wait(settings, redis_url, tmp_path):
    settings.COUNTERS_URL = f"unix://{tmp_path / 'nowhere'}"
    begun = time.monotonic()
    assert all(Pace("answers", most=0, seconds=AGES).allows(HOME) for _ in range(5))
    assert time.monotonic() - begun < 5
    settings.COUNTERS_URL = redis_url
    pace = Pace("answers", most=1, seconds=AGES)
    assert [pace.allows(HOME) for _ in range(2)] == [True, False]
    counters.store()._redis.flushall(), counters.store()._redis.script_flush()
    assert [pace.allows(HOME) for _ in range(2)] == [True, False]
