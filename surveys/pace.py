"""How many answers may come from one address in a while: a whole stairwell passes, a flood waits.

Kept in the memory of the process, under a print whose key dies with it; forgotten at each new while.
"""

import hashlib
import ipaddress
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable


class Pace:
    def __init__(self, most: int, seconds: int, clock: Callable[[], float] = time.monotonic):
        self.most, self.seconds = most, seconds
        self._clock, self._key, self._lock = clock, secrets.token_bytes(32), threading.Lock()
        self._while, self._sent = -1, Counter[bytes]()

    def allows(self, address: str) -> bool:
        """Counts one more sending from this address."""
        now, place = int(self._clock() // self.seconds), self._print(address)
        with self._lock:
            if now != self._while:
                self._while, self._sent = now, Counter()
            self._sent[place] += 1
            return self._sent[place] <= self.most

    def _print(self, address: str) -> bytes:
        return hashlib.blake2b(_home(address).encode(), key=self._key, digest_size=16).digest()


def _home(address: str) -> str:
    """The line a home or a building shares: one IPv4 address, or the first half of an IPv6 address."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(known) if known.version == 4 else str(ipaddress.ip_network((known, 64), strict=False))
