from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class NextStep:
    """What the page of a record says first: where it stands on its road, what is so, and the act that comes next.

    `here`: the step of the road that is next, or none when all is past; `wanted`: the name of the act to do now;
    `links`: (address, words) of other pages that help at this step.
    """

    road: Sequence[str] = ()
    here: str = ""
    sentences: Sequence[str] = ()
    wanted: str = ""
    links: Sequence[tuple[str, str]] = ()

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(step, «past», «here» or nothing)."""
        here = self.road.index(self.here) if self.here in self.road else len(self.road)
        return [
            (step, "past" if rank < here else "here" if rank == here else "") for rank, step in enumerate(self.road)
        ]
