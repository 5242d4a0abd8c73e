"""The hidden field of a public form: a number used once, and the signed moment when the page was shown."""

import datetime
import uuid

from django.core import signing

SALT = "council.form_token"
FASTEST_PERSON = datetime.timedelta(seconds=2)
LONGEST_READING = datetime.timedelta(hours=24)
CLOCK_STEP = datetime.timedelta(seconds=1)


class TooFast(Exception):
    """Sent quicker than a person can write."""


class Unreadable(Exception):
    """Expired, or not written by this site."""


def new_token() -> str:
    return signing.TimestampSigner(salt=SALT).sign(uuid.uuid4().hex)


def read_token(value: str) -> uuid.UUID:
    signer = signing.TimestampSigner(salt=SALT)
    try:
        number = uuid.UUID(signer.unsign(value, max_age=LONGEST_READING))
    except (signing.BadSignature, ValueError) as error:
        raise Unreadable from error
    if _is_younger_than(FASTEST_PERSON, signer, value):
        raise TooFast
    return number


def _is_younger_than(age: datetime.timedelta, signer: signing.TimestampSigner, value: str) -> bool:
    """A page of later than now was shown before the clock was set back: it has been read for long enough."""
    return not _is_older_than(age, signer, value) and _is_older_than(-CLOCK_STEP, signer, value)


def _is_older_than(age: datetime.timedelta, signer: signing.TimestampSigner, value: str) -> bool:
    try:
        signer.unsign(value, max_age=age)
    except signing.SignatureExpired:
        return True
    return False
