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


class ResidentsPath(Sitemap):
    """The pages that speak every language: each address, and its twins in the other languages."""

    i18n = alternates = True

    def items(self):
        return RESIDENTS_PATH

    def location(self, item):
        return reverse(item)


class Meetings(Sitemap):
    def items(self):
        return Meeting.objects.published().newest_first()


class Events(Sitemap):
    def items(self):
        return Event.objects.published().newest_first()


class Walks(Sitemap):
    def items(self):
        return Walk.objects.published().newest_first()


class PublishedMinutes(Sitemap):
    def items(self):
        return Minutes.objects.public().with_meeting().newest_first()


class Proposals(Sitemap):
    def items(self):
        return Proposal.objects.published().exclude(title="").order_by("number")


class Commissions(Sitemap):
    def items(self):
        return Commission.objects.published()


class Draws(Sitemap):
    def items(self):
        return Draw.objects.public()


class ReferenceExamples(Sitemap):
    def items(self):
        return ReferenceExample.objects.published().order_by("pk")


class PublicResults(Sitemap):
    def items(self):
        return Survey.objects.with_public_results()

    def location(self, item):
        return reverse("surveys:result_detail", args=[item.reference])


SITEMAPS = {
    "pages": Pages,
    "parcours": ResidentsPath,
    "reunions": Meetings,
    "vie-du-quartier": Events,
    "marches": Walks,
    "propositions": Proposals,
    "commissions": Commissions,
    "tirages": Draws,
    "vu-ailleurs": ReferenceExamples,
    "comptes-rendus": PublishedMinutes,
    "resultats": PublicResults,
}
