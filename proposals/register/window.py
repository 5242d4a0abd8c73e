"""The window of panes: one pane a proposal, filled once a decision is known, with its counted legend."""

from collections.abc import Iterable
from dataclasses import dataclass

from proposals.rules.status import Status

COLUMNS = (6, 8)


@dataclass(frozen=True)
class LegendLine:
    status: Status
    count: int
    label: str


@dataclass(frozen=True)
class Window:
    panes: list[Status]
    legend: list[LegendLine]

    @property
    def total(self) -> int:
        return len(self.panes)

    @property
    def has_flower(self) -> bool:
        """The garden fills an empty cell; there is none when the panes fill their rows."""
        return all(self.total % columns for columns in COLUMNS)


def window(proposals: Iterable) -> Window:
    """`proposals`: anything with `status`, `is_example` and `is_unconfirmed`; the examples have no pane."""
    real = [proposal for proposal in proposals if not proposal.is_example]
    told = [(status, [proposal for proposal in real if proposal.status == status]) for status in Status.told()]
    lines = [LegendLine(status, len(some), _label(status, some)) for status, some in told if some]
    return Window([Status(proposal.status) for proposal in real], lines)


def _label(status: Status, some: list) -> str:
    cited = sum(proposal.is_unconfirmed for proposal in some) if status.is_validated else 0
    return (status.said.several if len(some) > 1 else status.said.one) + _cited(len(some), cited)


def _cited(count: int, cited: int) -> str:
    """What only the old document says is told as such."""
    if cited == count:
        return f" citée{'s' if count > 1 else ''} par le document"
    return f", dont {cited} citée{'s' if cited > 1 else ''} par le document" if cited else ""
