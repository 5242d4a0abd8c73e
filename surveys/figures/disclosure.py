"""What may be shown of a question without telling what one neighbour answered.

A reader knows how many people answered the questionnaire. For one question, the people who ticked each option, who
answered it (the base) and those who did not are tied: base and non-answers add up to everybody, and the options add up
to the base, or to at most `at_most` times the base when several answers are possible.

- From 5 answers on, a question is shown.
- A count of 1 to 4 is hidden. Others are hidden with it, in an order that does not depend on the counts, until each
  hidden small count may be anything from 1 to 4 for somebody who knows these rules and everything that is shown.
- A base shown beside hidden non-answers would give them away: both are hidden, and percentages with them.
- A question that cannot be protected is not shown at all.
- In a table of one question by another, a group or an option is shown from 11 people on, and a cell of 0 to 10 people
  is hidden: an empty cell tells as much of a small group as a full one.
- A question put to some only is such a table in disguise: from 11 answers on, and answers of 0 to 10 people hidden.
- When several answers are possible, those who answered and did not tick an option are counted too: 119 of 120 tells
  of one person, 120 of 120 of everybody.

These masks are what a reader may expect; `surveys.figures.attack` decides. `masks` yields them from the least hidden
on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# In a neighbourhood of 2,500 people, four people who answered alike may know one another: five is the least that is
# told.
SMALLEST_BASE = SMALLEST_COUNT = 5
# A cross-tab says two things of the same people, age and opinion: it takes twice as many not to be recognised.
SMALLEST_GROUP = SMALLEST_CELL = 11

# The same rules, in the words of the pages.
HIDDEN_COUNTS = f"moins de {SMALLEST_COUNT} personnes"
HIDDEN_CELLS = f"de 0 à {SMALLEST_CELL - 1} personnes"
TOO_FEW = f"Il faut au moins {SMALLEST_BASE} réponses pour compter sans dire qui a répondu quoi."


@dataclass(frozen=True)
class Masked:
    """`None` means hidden. `is_shown` is false when nothing of the question may be told."""

    is_shown: bool
    counts: tuple[int | None, ...]
    base: int | None
    non_answers: int | None

    @property
    def has_hidden(self) -> bool:
        return not self.is_shown or None in (*self.counts, self.non_answers)


@dataclass(frozen=True)
class Figures:
    """The true figures; `at_most` options a person; `order`: the options that may be sacrificed, first to last."""

    people: int
    non_answers: int
    counts: Sequence[int]
    at_most: int = 1
    order: Sequence[int] | None = None
    is_put_to_all: bool = True

    @property
    def base(self) -> int:
        return self.people - self.non_answers


def is_small(count: int) -> bool:
    return 0 < count < SMALLEST_COUNT


def masks(figures: Figures, hide_non_answers: bool = False) -> Iterator[Masked]:
    """What may be shown, from the least hidden on; at the end nothing is."""
    first = mask(figures, hide_non_answers)
    if first.is_shown and figures.base >= (SMALLEST_BASE if figures.is_put_to_all else SMALLEST_GROUP):
        yield first
        small = {rank for rank, count in enumerate(first.counts) if count is None or _tells(figures, count)}
        hides_base = first.base is None or not figures.is_put_to_all and 0 < figures.non_answers < SMALLEST_CELL
        for hidden in _wider_and_wider(figures, small):
            for is_hidden in dict.fromkeys((hides_base, True)):
                yield _shown(figures, hidden, is_hidden)
    yield _nothing(figures)


def _tells(figures: Figures, count: int) -> bool:
    """Are those who ticked an option, or those who did not, a small group?"""
    others = figures.base - count
    if figures.is_put_to_all:
        return is_small(count) or (figures.at_most > 1 and others < SMALLEST_COUNT)
    return count < SMALLEST_CELL or (figures.at_most > 1 and others < SMALLEST_CELL)


def mask(figures: Figures, hide_non_answers: bool = False) -> Masked:
    """`hide_non_answers`: another question, on which this one depends, hides how many people it concerns."""
    if figures.base < SMALLEST_BASE:
        return _nothing(figures)
    hides_base = hide_non_answers or is_small(figures.non_answers)
    small = {index for index, count in enumerate(figures.counts) if is_small(count)}
    for hidden in _wider_and_wider(figures, small):
        if _is_safe(figures, small, hidden, hides_base):
            return _shown(figures, hidden, hides_base)
    return _nothing(figures)


def mask_parts(parts: Sequence[int]) -> tuple[int | None, ...]:
    """Parts of a known total, as paper and on-line sheets: all are shown, or none."""
    return tuple(parts) if not any(map(is_small, parts)) else (None,) * len(parts)


def _wider_and_wider(figures: Figures, small: set[int]) -> Iterator[set[int]]:
    order = range(len(figures.counts) - 1, -1, -1) if figures.order is None else figures.order
    hidden = set(small)
    yield set(hidden)
    for index in order:
        if index not in small:
            hidden.add(index)
            yield set(hidden)


def _is_safe(figures: Figures, small: set[int], hidden: set[int], hides_base: bool) -> bool:
    """Could each small count, and hidden non-answers, be anything from 1 to 4, all the rest as shown?"""
    sacrificed = len(hidden) - len(small)
    if figures.counts and (small or hides_base) and not sacrificed:
        return False
    shown = [count for index, count in enumerate(figures.counts) if index not in hidden]
    tops = range(1, SMALLEST_COUNT) if hides_base else [figures.non_answers]
    sums = range(len(small), len(small) * (SMALLEST_COUNT - 1) + 1)
    return all(
        _may_be(figures, shown, figures.people - non_answers, total, bool(sacrificed))
        for non_answers in tops
        for total in sums
    )


def _may_be(figures: Figures, shown: list[int], base: int, small_total: int, has_sacrificed: bool) -> bool:
    """Is there a number for the sacrificed count (none, or 5 and more) that agrees with this base?"""
    if not figures.counts:
        return True
    if base < SMALLEST_BASE or max(shown, default=0) > base:
        return False
    least, most = (times * base - sum(shown) - small_total for times in (1, figures.at_most))
    if least <= 0 <= most:
        return True
    return has_sacrificed and max(least, SMALLEST_COUNT) <= min(most, base)


def _shown(figures: Figures, hidden: set[int], hides_base: bool) -> Masked:
    counts = tuple(None if index in hidden else count for index, count in enumerate(figures.counts))
    base, non_answers = (None, None) if hides_base else (figures.base, figures.non_answers)
    return Masked(True, counts, base, non_answers)


def _nothing(figures: Figures) -> Masked:
    return Masked(False, (None,) * len(figures.counts), None, None)
