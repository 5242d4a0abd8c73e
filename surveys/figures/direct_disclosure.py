"""The other half of the self-check: what is hidden nowhere must be nothing that should be. It trusts no mask."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.figures.disclosure import SMALLEST_CELL, is_small
from surveys.figures.published import CrossTab, QuestionResult, Results


@dataclass(frozen=True)
class Exposed:
    """A figure that a reader sees, or could narrow down: of a question, of a cross-tab, or of the channels (0)."""

    number: int
    line: str = ""
    by: int | None = None
    row: int | None = None
    option: int | None = None


def directly_disclosed(results: Results) -> Iterator[Exposed]:
    if _has_small(results.paper, results.online):
        yield Exposed(0)
    for question in results.questions:
        if _tells_too_much(question):
            yield Exposed(question.number, question.line)
    for table in results.cross_tabs:
        yield from _open_cells(table)


def _has_small(*counts: int | None) -> bool:
    return any(count is not None and is_small(count) for count in counts)


def _tells_too_much(question: QuestionResult) -> bool:
    """A small count; a percentage, a bar or a median that says what is masked; or anything of what is not shown."""
    counts = [option.count for option in question.options]
    figures = [question.base, question.non_answers, *counts]
    masked = [o for o in question.options if o.count is None or question.concerned is None]
    return (
        _has_small(*figures, question.concerned)
        or _tells_a_small_group(question)
        or any(option.percent is not None for option in masked)
        or any(option.count is None and option.width.strip("0.%") for option in question.options)
        or (question.base is None and question.median is not None)
        or (not question.is_shown and any(figure is not None for figure in figures))
    )


def _tells_a_small_group(question: QuestionResult) -> bool:
    """Put to some only: a group is told from eleven people on, and an empty answer tells as much of it as a full one.
    Nobody who kept silent tells nothing of what they think."""
    if not question.asked_if or not question.is_shown:
        return False
    counts = [question.base, question.non_answers or None, *(option.count for option in question.options)]
    return any(count is not None and count < question.smallest_count for count in counts)


def _open_cells(table: CrossTab) -> Iterator[Exposed]:
    for rank, row in enumerate(table.rows):
        for option, cell in enumerate(row.cells):
            is_open = cell.count is not None and cell.count < SMALLEST_CELL
            if is_open or (cell.count is None and cell.percent is not None):
                yield Exposed(table.number, by=table.by, row=rank, option=option)
