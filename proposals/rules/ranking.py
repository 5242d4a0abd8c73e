"""Puts proposals in order from secret ballots: no chance, no clock, no hidden rule that would break a tie.

A ballot is a mapping: the number of a proposal, and what the person gave it. What is not in it got nothing.

- Points: each person spreads at most `budget` points, in whole points. The points of all add up.
- Ranks: each person puts at most `budget` proposals in order, 1 for the first. With a budget of 5, the first one is
  worth 5 points, the second 4, and so on to 1 (the count of Borda). The points of all add up.

The most points come first. As many points is the same place, and is shown as such; the next place counts those before
it: 1, 2, 2, 4. The order in which ballots come changes nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Ballot = Mapping[int, int]


class Method(StrEnum):
    POINTS = "points"
    RANKS = "ranks"


@dataclass(frozen=True)
class RankedPlace:
    """Where a proposal ends up, and whether it shares that place."""

    rank: int
    number: int
    points: int
    is_tied: bool

    @property
    def label(self) -> str:
        """«1re», «2e ex æquo»."""
        ordinal = "1re" if self.rank == 1 else f"{self.rank}e"
        return f"{ordinal} ex æquo" if self.is_tied else ordinal


@dataclass(frozen=True)
class VotingRule:
    """How a person fills the ballot, and what it is worth."""

    method: str
    budget: int

    def mistakes(self, ballot: Ballot, candidates: Collection[int]) -> list[str]:
        """What a person must mend before the ballot counts, in plain words; nothing when it is right."""
        if set(ballot) - set(candidates) or any(value < 1 for value in ballot.values()):
            return ["Ce bulletin ne correspond pas à la liste des propositions. Rechargez la page."]
        return self._points_mistakes(ballot) if self.method == Method.POINTS else self._ranks_mistakes(ballot)

    def worth(self, ballot: Ballot) -> dict[int, int]:
        if self.method == Method.POINTS:
            return dict(ballot)
        return {number: self.budget + 1 - rank for number, rank in ballot.items()}

    def ranking(self, ballots: Iterable[Ballot], candidates: Iterable[int]) -> list[RankedPlace]:
        """Every candidate, the most points first; those that tie come by number."""
        points = Counter(dict.fromkeys(candidates, 0))
        for ballot in ballots:
            points.update(self.worth(ballot))
        shared = Counter(points.values())
        return [
            RankedPlace(1 + sum(other > total for other in points.values()), number, total, shared[total] > 1)
            for number, total in sorted(points.items(), key=lambda item: (-item[1], item[0]))
        ]

    def _points_mistakes(self, ballot: Ballot) -> list[str]:
        extra = sum(ballot.values()) - self.budget
        if extra <= 0:
            return []
        return [f"Vous avez donné {self.budget + extra} points. Il y en a {self.budget}\u00a0: retirez-en {extra}."]

    def _ranks_mistakes(self, ballot: Ballot) -> list[str]:
        found = []
        if any(rank > self.budget for rank in ballot.values()):
            found.append(f"La dernière place est la {self.budget}e. Choisissez des places de 1 à {self.budget}.")
        twice = sorted(rank for rank, count in Counter(ballot.values()).items() if count > 1)
        if twice:
            places = ", ".join(map(str, twice))
            found.append(f"Vous avez donné deux fois la même place\u00a0: {places}. Chaque place sert une fois.")
        return found
