"""The six years of the agreement drawn as lanes, one a proposal, and told as a table. No database, no HTML."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from proposals.rules.status import MilestoneState
from publishing.dates.imprecise_date import ImpreciseDate

YEARS = 6
WIDTH, HEAD, LANE, LABEL_CHARACTERS = 360, 34, 46, 36


@dataclass(frozen=True)
class Moment:
    """Something dated of a proposal: `kind` is a decision, or a milestone done or still planned."""

    proposal: object
    kind: str
    name: str
    when: ImpreciseDate
    address: str


@dataclass(frozen=True)
class Dot:
    kind: str
    x: float


@dataclass(frozen=True)
class Lane:
    label: str
    y: int
    dots: list[Dot]


@dataclass(frozen=True)
class Timeline:
    first_year: int
    lanes: list[Lane]
    moments: list[Moment]
    undated: int
    earlier: int = 0
    later: int = 0

    @property
    def years_before(self) -> int:
        return self.first_year - YEARS

    @property
    def years_after(self) -> int:
        return self.first_year + YEARS

    @property
    def years(self) -> list[tuple[int, float]]:
        """Each year with the place of its first day."""
        return [(self.first_year + n, n * WIDTH / YEARS) for n in range(YEARS)]

    @property
    def last_year(self) -> int:
        return self.first_year + YEARS - 1

    @property
    def height(self) -> int:
        return HEAD + LANE * max(len(self.lanes), 1)

    @property
    def width(self) -> int:
        return WIDTH


def timeline(moments: Iterable[Moment], first_year: int) -> Timeline:
    """Only what falls within the six years is shown; what has no date is counted apart."""
    moments = list(moments)
    dated = sorted((m for m in moments if not m.when.is_unknown), key=lambda m: m.when.starts_on)
    shown = [m for m in dated if first_year <= m.when.starts_on.year < first_year + YEARS]
    by_proposal: dict = {}
    for moment in shown:
        by_proposal.setdefault(moment.proposal, []).append(moment)
    lanes = [
        Lane(_label(proposal), HEAD + LANE * n, [Dot(m.kind, place(m.when.starts_on, first_year)) for m in some])
        for n, (proposal, some) in enumerate(by_proposal.items())
    ]
    earlier = sum(m.when.starts_on.year < first_year for m in dated)
    undated, later = len(moments) - len(dated), len(dated) - len(shown) - earlier
    return Timeline(first_year, lanes, shown, undated, earlier, later)


def place(day: datetime.date, first_year: int) -> float:
    """How far from the left, in the units of the drawing; every day keeps within the frame."""
    start, end = datetime.date(first_year, 1, 1), datetime.date(first_year + YEARS, 1, 1)
    return round(6 + (WIDTH - 12) * (day - start).days / (end - start).days, 1)


def kind_of(state: str) -> str:
    return "done" if state == MilestoneState.DONE else "planned"


def _label(proposal) -> str:
    """A long title is cut; an invented one says so."""
    text, mark = str(proposal), " (exemple)" if getattr(proposal, "is_example", False) else ""
    return _short(text.removeprefix("Exemple\u00a0: ") if mark else text) + mark


def _short(text: str) -> str:
    return text if len(text) <= LABEL_CHARACTERS else text[: LABEL_CHARACTERS - 1].rstrip() + "…"
