"""Results that were frozen under older rules are attacked again when the portal is updated. What gives way is withdrawn
whole, never masked anew: two publications can be subtracted."""

import datetime

from django.conf import settings

from council.mail.council_mail import tell_council
from surveys.figures.attack import RULES
from surveys.models import PublishedResults, Survey

TOLD_FOR = datetime.timedelta(days=60)
WORDS = """\
Les règles qui protègent les petits groupes sont plus sûres qu’avant. Le portail a vérifié de nouveau les résultats
déjà publiés. Ceux-ci laissaient retrouver ce qu’un petit groupe a répondu. Ils ne sont plus sur le site, et n’y
reviennent pas\u00a0:

{titles}

Retirez aussi les affichettes qui sont encore dans les halls. Le questionnaire est toujours dans l’administration\u00a0:
{address}
"""


def recheck_results(day: datetime.date) -> tuple[int, list[Survey]]:
    """How many were attacked, and the surveys whose results were withdrawn: the council is told. A second time there is
    nothing to do."""
    waiting = list(PublishedResults.objects.exclude(rules=RULES).select_related("survey").order_by("pk"))
    withdrawn = [frozen.survey for frozen in waiting if frozen.recheck(day)]
    if withdrawn:
        _tell(withdrawn)
    return len(waiting), withdrawn


def _tell(withdrawn: list[Survey]) -> None:
    titles = "\n".join(f"- {survey}" for survey in withdrawn)
    address = f"{settings.SITE_URL}/admin/surveys/survey/"
    tell_council("Des résultats de questionnaire sont retirés", WORDS.format(titles=titles, address=address))


def lately_unsafe(day: datetime.date):
    """What the presidency has to know: these results gave away a small group, and are not public any more."""
    return Survey.objects.filter(published_results__unsafe_since__gt=day - TOLD_FOR)
