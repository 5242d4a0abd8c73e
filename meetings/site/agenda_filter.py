"""The filters of the agenda: by nature or by commission, each with the number of meetings it leaves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from meetings.rules.agenda import PLURALS


@dataclass(frozen=True)
class AgendaChoice:
    label: str
    query: str
    count: int
    examples: int
    inferred: int  # of which the nature is only deduced
    is_current: bool


@dataclass(frozen=True)
class AgendaFilters:
    """At most one of the two holds; a value that nobody knows leaves everything."""

    meetings: list
    kind: str = ""
    commission: str = ""

    @property
    def shown(self) -> list:
        return list(filter(_is_of(self.kind, self.commission), self.meetings))

    @property
    def query(self) -> str:
        return _query(self.kind, self.commission)

    @property
    def kinds(self) -> list[AgendaChoice]:
        words = {"": "Toutes les réunions"} | {kind: plural.capitalize() for kind, plural in PLURALS.items()}
        return [self._choice(label, kind=kind) for kind, label in words.items()]

    @property
    def commissions(self) -> list[AgendaChoice]:
        """Only those that have meetings."""
        return [self._choice(name, commission=reference) for reference, name in _commissions(self.meetings).items()]

    def _choice(self, label: str, kind: str = "", commission: str = "") -> AgendaChoice:
        chosen = list(filter(_is_of(kind, commission), self.meetings))
        is_current = (kind, commission) == (self.kind, self.commission)
        examples, inferred = sum(m.is_example for m in chosen), sum(m.is_kind_inferred for m in chosen if kind)
        return AgendaChoice(label, _query(kind, commission), len(chosen), examples, inferred, is_current)


def read_filters(meetings: list, kind: str, commission: str) -> AgendaFilters:
    if commission in _commissions(meetings):
        return AgendaFilters(meetings, commission=commission)
    return AgendaFilters(meetings, kind=kind if kind in PLURALS else "")


def _is_of(kind: str, commission: str) -> Callable:
    if commission:
        return lambda meeting: (
            meeting.public_commission is not None and meeting.public_commission.reference == commission
        )
    return lambda meeting: not kind or meeting.kind == kind


def _query(kind: str, commission: str) -> str:
    return urlencode({"commission": commission} if commission else {"nature": kind} if kind else {})


def _commissions(meetings: Iterable) -> dict[str, str]:
    commissions = (meeting.public_commission for meeting in meetings)
    return dict(sorted({c.reference: c.name for c in commissions if c}.items()))
