from collections.abc import Callable, Iterable

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from clos_portal.site.site_map import PAGES
from events.models import Event
from meetings.models import Meeting, Minutes
from members.models import Commission, Draw
from proposals.models import Proposal, ReferenceExample
from surveys.models import Survey
from walks.models import Walk

RESIDENTS_PATH = ["home", "members:candidacy_create", "surveys:survey_current"]


class Pages(Sitemap):
    def items(self):
        return [name for name in PAGES if name not in RESIDENTS_PATH]

    def location(self, item):
        return reverse(item)


class ResidentsPath(Pages):
    """The pages that speak every language: each address, and its twins in the other languages."""

    i18n = alternates = True

    def items(self):
        return RESIDENTS_PATH


class Records(Sitemap):
    """`public`: read anew at each visit."""

    def __init__(self, public: Callable[[], Iterable]):
        self.items = public


class PublicResults(Sitemap):
    def items(self):
        return Survey.objects.with_public_results()

    def location(self, item):
        return reverse("surveys:result_detail", args=[item.reference])


SITEMAPS = {
    "pages": Pages,
    "parcours": ResidentsPath,
    "reunions": Records(lambda: Meeting.objects.published().newest_first()),
    "vie-du-quartier": Records(lambda: Event.objects.published().newest_first()),
    "marches": Records(lambda: Walk.objects.published().newest_first()),
    "propositions": Records(lambda: Proposal.objects.published().exclude(title="").order_by("number")),
    "commissions": Records(lambda: Commission.objects.published()),
    "tirages": Records(lambda: Draw.objects.public()),
    "vu-ailleurs": Records(lambda: ReferenceExample.objects.published().order_by("pk")),
    "comptes-rendus": Records(lambda: Minutes.objects.public().with_meeting().newest_first()),
    "resultats": PublicResults,
}
