"""The window of panes: one pane a proposal, filled once a decision is known, with its counted legend."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from proposals.rules.status import Status

COLUMNS = (6, 8)
ORDER = [Status.VALIDATED, Status.UNDER_REVIEW, Status.REJECTED, Status.TO_COMPLETE]


@dataclass(frozen=True)
class LegendLine:
    status: str
    count: int
    label: str


@dataclass(frozen=True)
class Window:
    panes: list[str]
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
    counts = Counter(proposal.status for proposal in real)
    cited = sum(proposal.status == Status.VALIDATED and proposal.is_unconfirmed for proposal in real)
    lines = [
        LegendLine(status.value, counts[status], _label(status, counts[status], cited))
        for status in ORDER
        if counts[status]
    ]
    return Window([proposal.status for proposal in real], lines)


def _label(status: Status, count: int, cited: int) -> str:
    s = "s" if count > 1 else ""
    if status == Status.VALIDATED:
        return f"proposition{s} validée{s}{_cited(count, cited)}"
    if status == Status.REJECTED:
        return f"rejetée{s}"
    return {Status.UNDER_REVIEW: "en analyse juridique et financière", Status.TO_COMPLETE: "à compléter"}[status]


def _cited(count: int, cited: int) -> str:
    """What only the old document says is told as such."""
    if cited == count:
        return f" citée{'s' if count > 1 else ''} par le document"
    return f", dont {cited} citée{'s' if cited > 1 else ''} par le document" if cited else ""
