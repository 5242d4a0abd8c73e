"""The register as a visitor sorts it: filters that can be shared as an address, counts that equal the rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from proposals.rules.status import DeliveryState, Status
from publishing.words.search_text import matches

UNKNOWN = "a-completer"
MAX_WORDS = 100
PAGE_SIZE = 50


@dataclass(frozen=True)
class Filters:
    """What the visitor asked for; an empty value asks for nothing."""

    statut: str = ""
    chapitre: str = ""
    commission: str = ""
    mise_en_place: str = ""
    mots: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        values = {name: query.get(name, "").replace("\0", "").strip()[:MAX_WORDS] for name in cls.__dataclass_fields__}
        return cls(**values)

    @property
    def address(self) -> str:
        return "?" + urlencode({name: value for name, value in vars(self).items() if value})

    @property
    def hidden(self) -> dict[str, str]:
        """What the form of words keeps of the other filters."""
        return {name: value for name, value in vars(self).items() if value and name != "mots"}

    @property
    def are_set(self) -> bool:
        return any(vars(self).values())

    def accept(self, row: "RegisterRow") -> bool:
        """Whatever the words: they are looked for once, and every count keeps them."""
        return (
            (not self.statut or Status(row.proposal.status).slug == self.statut)
            and (not self.chapitre or row.chapter == self.chapitre)
            and (not self.commission or self.commission in (row.commissions or [UNKNOWN]))
            and (not self.mise_en_place or row.delivery == self.mise_en_place)
        )


@dataclass(frozen=True)
class RegisterRow:
    """A proposal with its commissions, by their references."""

    proposal: Any
    commissions: dict[str, str]

    @property
    def is_example(self) -> bool:
        return self.proposal.is_example

    @property
    def chapter(self) -> str:
        return self.proposal.chapter.reference if self.proposal.chapter else UNKNOWN

    @property
    def delivery(self) -> str:
        return DeliveryState(self.proposal.delivery).slug if self.proposal.delivery else UNKNOWN

    @property
    def text(self) -> str:
        """What the search by words reads: nothing that the page does not show."""
        p = self.proposal
        sheet = [p.title, p.finding, p.objective, p.description, p.location, p.audience, p.partners, p.schedule]
        return " ".join([*sheet, p.public_reason or "", str(p.chapter or ""), *self.commissions.values()])


@dataclass(frozen=True)
class RegisterChoice:
    """A filter as a link, with what it would show."""

    label: str
    address: str
    count: int
    examples: int
    is_current: bool
    status: Status | None = None


@dataclass(frozen=True)
class Register:
    filters: Filters
    rows: list[RegisterRow]
    matching: list[RegisterRow]
    known_commissions: dict[str, str]
    asked_page: str = ""

    @classmethod
    def of(
        cls, filters: Filters, proposals: Iterable, links: Iterable[tuple[str, str, int | None]], page: str = ""
    ) -> "Register":
        """`links`: the reference and name of each public commission, with the number of a proposal or nothing."""
        known, by_number = {}, defaultdict(dict)
        for reference, name, number in links:
            known[reference] = by_number[number][reference] = name
        rows = [RegisterRow(proposal, by_number[proposal.number]) for proposal in proposals]
        matching = [row for row in rows if matches(filters.mots, row.text)] if filters.mots else rows
        return cls(filters, rows, matching, known, page)

    @cached_property
    def total(self) -> int:
        """All the real ones, whatever the filters."""
        return sum(not row.is_example for row in self.rows)

    @cached_property
    def titled(self) -> list[RegisterRow]:
        return [row for row in self._accepted if not row.is_example and row.proposal.title]

    @cached_property
    def untitled(self) -> int:
        return sum(not row.is_example and not row.proposal.title for row in self._accepted)

    @cached_property
    def examples(self) -> list[RegisterRow]:
        return [row for row in self._accepted if row.is_example]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.titled) // PAGE_SIZE))

    @property
    def page(self) -> int:
        """What is no page of the list is the first one."""
        asked = int(self.asked_page) if self.asked_page.isdecimal() and len(self.asked_page) < 6 else 1
        return asked if 1 <= asked <= self.pages else 1

    @property
    def shown(self) -> list["RegisterRow"]:
        return self.titled[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]

    @property
    def previous_address(self) -> str:
        return f"{self.filters.address}&page={self.page - 1}" if self.page > 1 else ""

    @property
    def next_address(self) -> str:
        return f"{self.filters.address}&page={self.page + 1}" if self.page < self.pages else ""

    @property
    def found(self) -> int:
        return len(self.titled) + self.untitled

    @property
    def statuses(self) -> list[RegisterChoice]:
        choices = [self._choice(status.label, status, statut=status.slug) for status in Status.told()]
        return [self._choice("Toutes", statut=""), *choices]

    @property
    def chapters(self) -> list[RegisterChoice]:
        chapters = {row.proposal.chapter for row in self.rows if row.proposal.chapter}
        known = {chapter.reference: chapter.name for chapter in sorted(chapters, key=lambda c: (c.position, c.name))}
        has_unknown = any(row.proposal.chapter is None for row in self.rows)
        return self._choices("chapitre", "Tous", known, has_unknown)

    @property
    def commissions(self) -> list[RegisterChoice]:
        return self._choices(
            "commission", "Toutes", self.known_commissions, any(not row.commissions for row in self.rows)
        )

    @property
    def deliveries(self) -> list[RegisterChoice]:
        known = {state.slug: state.label for state in DeliveryState}
        return self._choices("mise_en_place", "Toutes", known, any(not row.proposal.delivery for row in self.rows))

    def _choices(self, name: str, everything: str, known: dict[str, str], has_unknown: bool) -> list[RegisterChoice]:
        known = {"": everything} | known | ({UNKNOWN: "À compléter"} if has_unknown else {})
        return [self._choice(label, **{name: slug}) for slug, label in known.items()]

    def _choice(self, label: str, status: Status | None = None, **change: str) -> RegisterChoice:
        filters = replace(self.filters, **change)
        shown = [row for row in self.matching if filters.accept(row)]
        examples = sum(row.is_example for row in shown)
        return RegisterChoice(label, filters.address, len(shown) - examples, examples, filters == self.filters, status)

    @cached_property
    def _accepted(self) -> list[RegisterRow]:
        return [row for row in self.matching if self.filters.accept(row)]
