"""How often a password may be tried: for one account from one place, from one place, and for one account from anywhere.

A place where the account has come in before is spared by what strangers do to the account from elsewhere.
"""

from accounts.models import KnownPlace
from publishing.pacing.pace import Pace

QUARTER, DAY = 15 * 60, 24 * 3600
HERE = Pace("account and place", most=8, seconds=QUARTER)
PLACE = Pace("place", most=10, seconds=QUARTER)
SURROUNDINGS = Pace("surroundings", most=60, seconds=QUARTER, ipv4_prefix=24, ipv6_prefix=48)
ACCOUNT = Pace("account", most=24, seconds=QUARTER)
FORGOTTEN = Pace("links of one place", most=10, seconds=QUARTER)
LINKS = Pace("links of one account", most=1, seconds=5 * 60)
CODES = Pace("codes", most=20, seconds=DAY)


def begin(address: str, email: str) -> bool:
    """Counts a try before it is made. What is refused here is not counted further: nobody else pays for it."""
    return all(pace.allows(*key) for pace, *key in _paces(address, email))


def is_spent(address: str, email: str) -> bool:
    return any(pace.is_spent(*key) for pace, *key in _paces(address, email))


def take_back(address: str, email: str) -> None:
    """The try was no guess."""
    for pace, *key in _paces(address, email):
        pace.count(*key, more=-1)


def welcome(address: str, user) -> None:
    """The right person: her own mistakes from here are forgiven, and the place is known from now on."""
    take_back(address, user.email)
    HERE.count(address, user.email, more=-HERE.count(address, user.email))
    KnownPlace.objects.remember(user, address)


def begin_code(address: str, user) -> bool:
    """As `begin`, for the codes of a phone. Whoever tries them knows the password: another password, another count."""
    return CODES.allows(*_code_key(address, user))


def take_back_code(address: str, user) -> None:
    CODES.count(*_code_key(address, user), more=-1)


def _paces(address: str, email: str) -> list[tuple[Pace, str, str]]:
    here = [(HERE, address, email)]
    if KnownPlace.objects.knows(email, address):
        return here
    return [*here, (PLACE, address, ""), (SURROUNDINGS, address, ""), (ACCOUNT, "", email)]


def _code_key(address: str, user) -> tuple[str, str]:
    return address if KnownPlace.objects.knows(user.email, address) else "", f"{user.pk} {user.password}"
