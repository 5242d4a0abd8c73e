"""Reads a public feed of another council, and nothing else:
https, port 443, public addresses, five seconds, one megabyte.

The name is looked up once, every address it gives is checked, and the connection goes to one of those: nothing is sent
to a private network, not even a first packet, and a name that changes its mind between two look-ups gains nothing.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from concurrent.futures import Future
from urllib.parse import urljoin, urlsplit

from django.conf import settings

SECONDS = 5
MAX_BYTES = 1_000_000
MAX_REDIRECTS = 2
UNREADABLE = "Cette adresse n’est pas lisible."
TOO_SLOW = "Ce site est trop lent."
REDIRECTS = (301, 302, 303, 307, 308)
# The only part of IPv6 where public sites live, without 6to4 and the examples of the documentation.
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
NOT_A_PLACE = [ipaddress.ip_network(block) for block in ("2001::/23", "2002::/16", "3fff::/20")]
RELAY = ipaddress.ip_network("192.88.99.0/24")
TYPES = ("text/", "application/atom+xml", "application/rss+xml", "application/xml", "application/calendar+xml")


class Refused(Exception):
    """Why a feed was not read, in a French sentence for the president."""


def fetch(address: str) -> bytes:
    """The body of the feed at `address`. Refused: it is not read, and why.

    The five seconds are those of the whole: finding the name and reading the first line of an answer have no other
    limit.
    """
    reading: Future[bytes] = Future()
    threading.Thread(target=_read_aside, args=(address, reading), daemon=True).start()
    try:
        return reading.result(timeout=SECONDS)
    except TimeoutError as error:
        raise Refused(TOO_SLOW) from error


def _read_aside(address: str, reading: Future) -> None:
    try:
        reading.set_result(_follow(address))
    except Exception as error:  # noqa: BLE001 (raised again for whoever waits)
        reading.set_exception(error)


def _follow(address: str) -> bytes:
    deadline = time.monotonic() + SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        answer = _ask(address, deadline)
        if isinstance(answer, bytes):
            return answer
        address = _moved(address, answer)
    raise Refused("Ce site renvoie trop de fois vers une autre adresse.")


def _moved(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError as error:
        raise Refused(UNREADABLE) from error


def _ask(address: str, deadline: float) -> bytes | str:
    """The body, or the address where it has moved."""
    connection = _connection(address, deadline)
    try:
        parts = urlsplit(address)
        path = parts.path or "/"
        headers = {"User-Agent": "portail-conseil-citoyen", "Accept": "application/atom+xml, text/calendar, */*;q=0.1"}
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path, headers=headers)
        return _read(connection.getresponse(), deadline)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Refused(f"Ce site ne répond pas ({type(error).__name__}).") from error
    finally:
        connection.close()


def _read(response, deadline: float) -> bytes | str:
    if response.status in REDIRECTS and response.getheader("Location"):
        return response.getheader("Location")
    if response.status != 200:
        raise Refused(f"Ce site répond avec une erreur ({response.status}).")
    if not (response.getheader("Content-Type") or "").lower().startswith(TYPES):
        raise Refused("Cette adresse ne donne pas un fil de nouvelles ni un calendrier.")
    body = b""
    while chunk := response.read1(65536):
        body += chunk
        if len(body) > MAX_BYTES:
            raise Refused("Ce fil est trop lourd.")
        if time.monotonic() > deadline:
            raise Refused(TOO_SLOW)
    return body


def _connection(address: str, deadline: float) -> http.client.HTTPConnection:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Refused(UNREADABLE) from error
    local = settings.NEIGHBOUR_TEST_SERVER
    if local and parts.netloc == local:
        return http.client.HTTPConnection(local, timeout=SECONDS)
    if parts.scheme != "https" or port not in (None, 443) or not parts.hostname or parts.username:
        raise Refused("L’adresse doit commencer par https:// et désigner un site public.")
    try:
        return _PublicConnection(parts.hostname, timeout=max(0.1, deadline - time.monotonic()))
    except http.client.InvalidURL as error:
        raise Refused(UNREADABLE) from error


class _PublicConnection(http.client.HTTPSConnection):
    """Speaks to public addresses only."""

    def connect(self):
        plain = _connect_to_one_of(_public_addresses(self.host), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _public_addresses(host: str) -> list[str]:
    """What the name means now; one private address among them is enough to refuse it."""
    found = [place[0] for *_, place in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)]
    if not all(is_public(ipaddress.ip_address(address.split("%")[0])) for address in found):
        raise Refused("Cette adresse mène à un réseau privé.")
    return found


def _connect_to_one_of(addresses: list[str], timeout: float) -> socket.socket:
    trouble = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, 443), timeout)
        except OSError as error:
            trouble = error
    raise trouble


def is_public(address) -> bool:
    """On the Internet for everybody. Addresses that hide another one (mapped, 6to4, Teredo, NAT64) are never."""
    if address.version == 6:
        return address.is_global and address in GLOBAL_UNICAST and not any(address in hiding for hiding in NOT_A_PLACE)
    return address.is_global and not address.is_multicast and address not in RELAY
