from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from clos_portal.site_map import PAGES
from meetings.models import Meeting, Minutes
from proposals.models import Proposal
from surveys.models import Survey


class Pages(Sitemap):
    def items(self):
        return PAGES

    def location(self, item):
        return reverse(item)


class Meetings(Sitemap):
    def items(self):
        return Meeting.objects.published().newest_first()


class PublishedMinutes(Sitemap):
    def items(self):
        return Minutes.objects.public().with_meeting().newest_first()


class Proposals(Sitemap):
    def items(self):
        return Proposal.objects.published().exclude(title="").order_by("number")


class Results(Sitemap):
    def items(self):
        return Survey.objects.with_public_results()

    def location(self, item):
        return reverse("surveys:result_detail", args=[item.reference])


SITEMAPS = {
    "pages": Pages,
    "reunions": Meetings,
    "comptes-rendus": PublishedMinutes,
    "propositions": Proposals,
    "resultats": Results,
}
