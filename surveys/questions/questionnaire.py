"""A whole questionnaire as it is read: parts, numbered questions, their options and lines. It knows no database."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import TextChoices


class Kind(TextChoices):
    SINGLE = "single", "une seule réponse"
    MULTI = "multi", "plusieurs réponses"
    SCALE = "scale", "une échelle de 4, avec «\u00a0Je ne sais pas\u00a0»"
    SMILEY = "smiley", "des visages, du plus content au moins content"
    GRID = "grid", "un tableau\u00a0: la même question pour plusieurs lignes"
    NUMBER = "number", "un nombre"
    SHORT = "short", "quelques mots"
    TEXT = "text", "un texte libre"


TICKED = (Kind.SINGLE, Kind.MULTI, Kind.SCALE, Kind.SMILEY, Kind.GRID)
WRITTEN = (Kind.NUMBER, Kind.SHORT, Kind.TEXT)
LONGEST = {Kind.SHORT: 120, Kind.TEXT: 500}  # signs


class Rule(TextChoices):
    UNLESS = "unless", "posée à tous, sauf à ceux qui ont choisi cette réponse"
    ONLY_IF = "only_if", "posée seulement à ceux qui ont choisi cette réponse"


@dataclass(frozen=True)
class Option:
    pk: int
    label: str
    asks_text: bool = False
    is_outside_scale: bool = False
    is_exclusive: bool = False


@dataclass(frozen=True)
class Line:
    """A row of a grid: the same options are offered for each."""

    pk: int
    label: str


@dataclass(frozen=True)
class Item:
    """A question with its number, its options and, for a grid, its lines."""

    number: int
    pk: int
    kind: str
    text: str
    help: str = ""
    is_required: bool = False
    max_choices: int | None = None
    condition_choice: int | None = None
    condition_rule: str = Rule.UNLESS
    lowest: int | None = None
    highest: int | None = None
    options: tuple[Option, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def name(self) -> str:
        """The name of its field in a form."""
        return f"q{self.pk}"

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def is_written(self) -> bool:
        return self.kind in WRITTEN

    @property
    def longest(self) -> int | None:
        """How many signs its answer may have."""
        return LONGEST.get(self.kind)

    @property
    def at_most(self) -> int:
        """How many options one person may tick."""
        return (self.max_choices or len(self.options)) if self.kind == Kind.MULTI else 1

    def concerns(self, ticked: set[int]) -> bool:
        """Is this question put to somebody who ticked these options elsewhere?"""
        if self.condition_choice is None:
            return True
        return (self.condition_choice in ticked) == (self.condition_rule == Rule.ONLY_IF)


@dataclass(frozen=True)
class Part:
    number: int
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Questionnaire:
    survey: Any
    parts: tuple[Part, ...]
    title: str = ""
    intro: str = ""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for part in self.parts for item in part.items)

    @cached_property
    def decisive(self) -> dict[int, tuple[Item, Option]]:
        """The options on which another question depends, with their own question."""
        wanted = {item.condition_choice for item in self.items}
        return {option.pk: (item, option) for item in self.items for option in item.options if option.pk in wanted}

    def part(self, number: int) -> Part:
        return self.parts[min(max(number, 1), len(self.parts)) - 1]

    def part_before(self, part: Part, ticked: set[int]) -> Part | None:
        return self._nearest(self.parts[: part.number - 1][::-1], ticked)

    def part_after(self, part: Part, ticked: set[int]) -> Part | None:
        return self._nearest(self.parts[part.number :], ticked)

    def on_screen(self, part: Part, ticked: set[int]) -> list[Item]:
        """What this person is asked, and what depends on an answer of the same screen: nobody knows it yet."""
        here = {item.pk for item in part.items}
        return [
            item for item in part.items if item.concerns(ticked) or self.decisive[item.condition_choice][0].pk in here
        ]

    def _nearest(self, parts: tuple[Part, ...], ticked: set[int]) -> Part | None:
        return next((part for part in parts if any(item.concerns(ticked) for item in part.items)), None)
