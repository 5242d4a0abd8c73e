"""What the list of the proposals shows: read whole at each visit, in four queries, as values that can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from council.models import SiteIdentity
from members.models import Commission
from proposals.models import Passage, Proposal
from proposals.register.register import Filters, Register
from publishing.dates.freshness import freshness

SHOWN = {"id", "subject", "text", "state_as_of", "updated_on"}
PASSAGE = [field.attname for field in Passage._meta.concrete_fields if field.attname in SHOWN]


@dataclass(frozen=True)
class ListPage:
    filters: Filters
    number: str
    rows: tuple
    links: tuple
    passages: tuple
    site: SiteIdentity

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "ListPage":
        return cls(
            filters=Filters.of(query),
            number=query.get("page", ""),
            rows=Proposal.objects.published().as_rows(),
            links=tuple(Commission.objects.published().values_list("reference", "name", "proposals__number")),
            passages=tuple(Passage.objects.published().values_list(*PASSAGE)),
            site=SiteIdentity.load(),
        )

    @property
    def values(self) -> tuple:
        """All that the words of the page depend on."""
        columns = [getattr(self.site, field.attname) for field in SiteIdentity._meta.concrete_fields]
        site = [*columns, self.site.accessibility_mention]
        return (self.filters, self.number, self.rows, self.links, self.passages, site)

    @property
    def context(self) -> dict:
        proposals = Proposal.objects.of_rows(self.rows)
        passages = [Passage.from_db(None, PASSAGE, row) for row in self.passages]
        return {
            "site": self.site,
            "register": Register.of(self.filters, proposals, self.links, self.number),
            "passages": passages,
            "current": "Propositions",
            "freshness": freshness([*passages, *proposals]),
        }
