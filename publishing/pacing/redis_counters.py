"""The counters in a Redis, for who has one already:
each pace is one hash, its key and its counts, gone with its while.
"""

import secrets
import time
from collections.abc import Callable

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from publishing.pacing.not_counted import NotCounted

SECONDS_TO_ANSWER = 1
PREFIX = "pace:"
# Each script is one step that nothing interrupts. The prints are made here: no address ever reaches the server.
KEY = """
local kept = redis.call('HMGET', KEYS[1], 'until', 'key')
if kept[1] == ARGV[1] or kept[1] == ARGV[2] then return kept[2] end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'until', ARGV[1], 'key', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return ARGV[3]
"""
COUNT = """
if redis.call('HGET', KEYS[1], 'key') ~= ARGV[1] then return false end
if ARGV[3] == '0' then return tonumber(redis.call('HGET', KEYS[1], ARGV[2]) or 0) end
return redis.call('HINCRBY', KEYS[1], ARGV[2], ARGV[3])
"""
PAST = "if tonumber(redis.call('HGET', KEYS[1], 'until') or 0) <= tonumber(ARGV[1]) then redis.call('DEL', KEYS[1]) end"


class RedisStore:
    """Same promises as `SqlStore`."""

    def __init__(self, url: str):
        self._redis = Redis.from_url(
            url,
            decode_responses=True,
            socket_timeout=SECONDS_TO_ANSWER,
            socket_connect_timeout=SECONDS_TO_ANSWER,
            retry=Retry(NoBackoff(), 1),
        )
        self._key, self._count, self._past = map(self._redis.register_script, (KEY, COUNT, PAST))

    def count(self, name: str, whiles: tuple[int, int], mark: Callable[[str], str], more: int) -> int:
        return self._ask(lambda: self._counted(PREFIX + name, whiles, mark, more))

    def forget_past(self, now: int) -> None:
        self._ask(lambda: [self._past([name], [now]) for name in self._redis.scan_iter(f"{PREFIX}*")])

    def _counted(self, name: str, whiles: tuple[int, int], mark: Callable[[str], str], more: int) -> int:
        times = None
        while times is None:  # the while may end between the two scripts
            left = max(1, whiles[0] - int(time.time()))
            key = self._key([name], [*whiles, secrets.token_hex(32), left])
            times = self._count([name], [key, mark(key), more])
        return times

    def _ask(self, question: Callable):
        try:
            return question()
        except RedisError as error:
            raise NotCounted(type(error).__name__) from None
