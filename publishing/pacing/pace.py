"""How many times something may come from one network in a while: a whole stairwell passes, a flood waits.

One exact count for all processes and hosts. A keyed print and a number are kept; the key changes with each while.
"""

import hashlib
import ipaddress
import logging
import time

from publishing.pacing.counters import store
from publishing.pacing.not_counted import NotCounted

logger = logging.getLogger(__name__)
# The bits of an address that a home or a building shares, in each version of the internet protocol.
ONE_LINE = {4: 32, 6: 64}


class Pace:
    """`name` keeps one pace apart from another; `seconds` is how long a while lasts."""

    def __init__(
        self, name: str, most: int, seconds: int, ipv4_prefix: int = ONE_LINE[4], ipv6_prefix: int = ONE_LINE[6]
    ):
        self.name, self.most, self.seconds = name, most, seconds
        self._prefixes = {4: ipv4_prefix, 6: ipv6_prefix}
        self._has_complained = False

    def allows(self, address: str, subject: str = "") -> bool:
        """Counts one more from the network of this address, about this subject (an account, say)."""
        return self.count(address, subject, more=1) <= self.most

    def is_spent(self, address: str, subject: str = "") -> bool:
        """Whether the next one would wait."""
        return self.count(address, subject) >= self.most

    def count(self, address: str, subject: str = "", more: int = 0) -> int:
        """How many came in this while. When the counters do not answer, nobody waits."""
        try:
            place = network(address, self._prefixes)
            times = store().count(self.name, self._whiles(), lambda key: _print(key, self.name, place, subject), more)
        except NotCounted as error:
            if not self._has_complained:
                logger.warning("The counters of « %s » do not answer (%s): everybody passes.", self.name, error)
            self._has_complained = True
            return 0
        self._has_complained = False
        return times

    def wait(self) -> int:
        """Seconds until the next while."""
        return self._whiles()[0] - int(time.time())

    def _whiles(self) -> tuple[int, int]:
        """When this one ends, and the next."""
        until = (int(time.time()) // self.seconds + 1) * self.seconds
        return until, until + self.seconds


def network(address: str, prefixes: dict[int, int]) -> str:
    """What the addresses of one line share. All that is no address is one same nowhere."""
    try:
        known = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return ""
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ipaddress.ip_network(f"{known}/{prefixes[known.version]}", strict=False))


def _print(key: str, *words: str) -> str:
    return hashlib.blake2b("\n".join(words).encode(), key=bytes.fromhex(key), digest_size=16).hexdigest()
