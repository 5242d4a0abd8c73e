"""When a mandate runs: from its first day to its last, both included. A start that is not known counts as past."""

import datetime

from django.db.models import Q


def running_on(day: datetime.date, prefix: str = "") -> Q:
    has_begun = Q(**{f"{prefix}starts_on__isnull": True}) | Q(**{f"{prefix}starts_on__lte": day})
    return has_begun & lasting_on(day, prefix)


def lasting_on(day: datetime.date, prefix: str = "") -> Q:
    """Runs, or is still to come."""
    return Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})


def runs_on(term, day: datetime.date) -> bool:
    """The same rule for one row: anything with `starts_on` and `ends_on`."""
    return (term.starts_on is None or term.starts_on <= day) and (term.ends_on is None or term.ends_on >= day)


def overlap(first, second) -> bool:
    """Whether two mandates share a day; an end that is not known lasts, a start that is not known has no beginning."""
    return _begins_before_the_end(first, second) and _begins_before_the_end(second, first)


def _begins_before_the_end(one, other) -> bool:
    return one.starts_on is None or other.ends_on is None or one.starts_on <= other.ends_on
