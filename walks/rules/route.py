"""A walk as its readers follow it: stop by stop, then what has no stop; and two walks side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from walks.rules.status import ObservationStatus

NO_STREET = "Rue à préciser"


@dataclass(frozen=True)
class RouteStep:
    """A stop, or a street, and what was noted there; without a stop, what was noted on the way."""

    label: str
    observations: list
    street: str = ""


@dataclass(frozen=True)
class BeforeAfter:
    """One stop, before and after."""

    stop: Any
    before: list
    after: list

    @property
    def solved(self) -> int:
        return sum(observation.status == ObservationStatus.DONE for observation in self.before)


def steps_of(stops: Iterable, observations: Iterable) -> list[RouteStep]:
    """Every stop, even one where nothing was noted: an empty stop says that nothing was wrong, or nothing was seen."""
    observations = list(observations)
    steps = [RouteStep(str(stop), [o for o in observations if o.stop_id == stop.pk], stop.street) for stop in stops]
    on_the_way = [o for o in observations if o.stop_id is None]
    return [*steps, *([RouteStep("En chemin", on_the_way)] if on_the_way else [])]


def streets_of(observations: Iterable) -> list[RouteStep]:
    """By street, in the order of the alphabet; what has no known street comes last."""
    streets: dict[str, list] = {}
    for observation in observations:
        street = observation.stop.street if observation.stop else ""
        streets.setdefault(street, []).append(observation)
    return [RouteStep(street or NO_STREET, streets[street]) for street in sorted(streets, key=lambda s: (s == "", s))]


def compare(stops: Iterable, before: Iterable, after: Iterable) -> list[BeforeAfter]:
    """`stops`: those of the second walk; `before` and `after`: the observations of each walk."""
    before, after = list(before), list(after)
    return [
        BeforeAfter(
            stop,
            [o for o in before if stop.earlier_id and o.stop_id == stop.earlier_id],
            [o for o in after if o.stop_id == stop.pk],
        )
        for stop in stops
    ]
