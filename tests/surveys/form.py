"""What everybody saw of a questionnaire: its questions, and the answers that each may get."""

import itertools
from dataclasses import dataclass
from functools import cached_property

from surveys.questions.questionnaire import Item, Kind, Questionnaire, Rule

NOT_ASKED = "not asked"
SILENT = frozenset()


@dataclass(frozen=True)
class Figure:
    """A number of people: who gave to each of some questions one of the wanted answers."""

    wanted: tuple[tuple["Place", frozenset], ...]


@dataclass(frozen=True)
class Place:
    """A question, or a line of a grid."""

    number: int
    line: str = ""


class Form:
    """What everybody saw: the questions, the answers each may get, and whom each is put to."""

    def __init__(self, questionnaire: Questionnaire):
        self.questionnaire = questionnaire
        self.items = {
            Place(item.number, line.label if line else ""): item
            for item in questionnaire.items
            for line in (item.lines if item.kind == Kind.GRID else [None])
        }

    @cached_property
    def answers(self) -> dict[Place, list]:
        return {place: list(_answers(item)) for place, item in self.items.items()}

    def parent(self, item: Item) -> tuple[Place, int] | None:
        """The question that decides whether this one is asked, and the rank of its option."""
        if item.condition_choice is None:
            return None
        parent, option = self.questionnaire.decisive[item.condition_choice]
        return Place(parent.number), parent.options.index(option)

    def with_dependents(self, number: int) -> set[int]:
        """This question, those that depend on it, and so on."""
        asked_after = {
            p.number for p, item in self.items.items() if (up := self.parent(item)) and up[0].number == number
        }
        return {number}.union(*map(self.with_dependents, asked_after))

    def root(self, number: int) -> int:
        """The question, put to everybody, that decides in the end whether this one is asked."""
        item = next(item for place, item in self.items.items() if place.number == number)
        up = self.parent(item)
        return self.root(up[0].number) if up else number

    def asked(self, item: Item, answer) -> bool:
        """Is it asked to somebody who gave this answer to the question it depends on?"""
        _, rank = self.parent(item)
        ticked = answer != NOT_ASKED and rank in answer
        return ticked == (item.condition_rule == Rule.ONLY_IF)

    def figure(self, *wanted: tuple[Place, str | int]) -> Figure:
        return Figure(tuple((place, self._meant(place, what)) for place, what in wanted))

    def _meant(self, place: Place, what: str | int) -> frozenset:
        """`what`: the rank of an option; or «all», «asked», «none» or «answered»; or («not», rank)."""
        return frozenset(answer for answer in self.answers[place] if _is(answer, what))


def _is(answer, what) -> bool:
    if what == "all":
        return True
    if answer == NOT_ASKED:
        return False
    if isinstance(what, tuple):
        return bool(answer) and what[1] not in answer
    return {"asked": True, "none": not answer, "answered": bool(answer)}.get(what, what in answer)


def _answers(item: Item):
    if item.condition_choice is not None:
        yield NOT_ASKED
    yield SILENT
    if not item.options:
        yield frozenset(["written"])
    for many in range(1, min(item.at_most, len(item.options)) + 1):
        yield from (
            frozenset(ticked)
            for ticked in itertools.combinations(range(len(item.options)), many)
            if many == 1 or not any(item.options[rank].is_exclusive for rank in ticked)
        )
