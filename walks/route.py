"""A walk as its readers follow it: stop by stop, then what has no stop; and two walks side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from walks.status import Status


@dataclass(frozen=True)
class Step:
    """A stop and what was noted there; without a stop, what was noted on the way."""

    stop: Any
    observations: list

    @property
    def label(self) -> str:
        return str(self.stop) if self.stop else "En chemin"


@dataclass(frozen=True)
class Comparison:
    """One stop, before and after."""

    stop: Any
    before: list
    after: list

    @property
    def solved(self) -> int:
        return sum(observation.status == Status.DONE for observation in self.before)


def steps_of(stops: Iterable, observations: Iterable) -> list[Step]:
    """Every stop, even one where nothing was noted: an empty stop says that nothing was wrong, or nothing was seen."""
    observations = list(observations)
    steps = [Step(stop, [o for o in observations if o.stop_id == stop.pk]) for stop in stops]
    on_the_way = [o for o in observations if o.stop_id is None]
    return [*steps, *([Step(None, on_the_way)] if on_the_way else [])]


def compare(stops: Iterable, before: Iterable, after: Iterable) -> list[Comparison]:
    """`stops`: those of the second walk; `before` and `after`: the observations of each walk."""
    before, after = list(before), list(after)
    return [
        Comparison(
            stop,
            [o for o in before if stop.earlier_id and o.stop_id == stop.earlier_id],
            [o for o in after if o.stop_id == stop.pk],
        )
        for stop in stops
    ]
