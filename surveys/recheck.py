"""Results that were frozen under older rules are attacked again when the portal is updated. What gives way is withdrawn
whole, never masked anew: two publications can be subtracted."""

import datetime

from surveys.attack import RULES
from surveys.models import PublishedResults, Survey

TOLD_FOR = datetime.timedelta(days=60)


def recheck_results(day: datetime.date) -> tuple[int, list[Survey]]:
    """How many were attacked, and the surveys whose results were withdrawn. A second time there is nothing to do."""
    waiting = list(PublishedResults.objects.exclude(rules=RULES).select_related("survey").order_by("pk"))
    return len(waiting), [frozen.survey for frozen in waiting if frozen.recheck(day)]


def lately_unsafe(day: datetime.date):
    """What the presidency has to know: these results gave away a small group, and are not public any more."""
    return Survey.objects.filter(published_results__unsafe_since__gt=day - TOLD_FOR)
