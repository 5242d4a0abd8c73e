"""What the law lets a site say of its accessibility, from the last audit and nothing else."""

import datetime
from enum import StrEnum

AUDIT_LASTS_YEARS = 3


class Compliance(StrEnum):
    FULL = "totalement conforme"
    PARTIAL = "partiellement conforme"
    NONE = "non conforme"


def compliance(
    audit_on: datetime.date | None, passed: int | None, applicable: int | None, today: datetime.date
) -> Compliance:
    """Without the result of an audit that is still valid, only «non conforme» is honest."""
    if not applicable or passed is None or not audit_is_valid(audit_on, today):
        return Compliance.NONE
    if passed == applicable:
        return Compliance.FULL
    return Compliance.PARTIAL if 2 * passed >= applicable else Compliance.NONE


def audit_is_valid(audit_on: datetime.date | None, today: datetime.date) -> bool:
    if audit_on is None or audit_on > today:
        return False
    oldest_year = today.year - AUDIT_LASTS_YEARS
    return (audit_on.year, audit_on.month, audit_on.day) >= (oldest_year, today.month, today.day)


def percentage(passed: int, applicable: int) -> int:
    """Rounded down: never better than it is."""
    return 100 * passed // applicable
