"""From counts of people to what may be shown: options, bases, non-answers, percentages. Labels are never averaged."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from surveys.figures.attack import attack
from surveys.figures.disclosure import Figures, Masked, is_small, mask_parts, masks
from surveys.figures.published import (
    Asked,
    OptionResult,
    PartResult,
    QuestionResult,
    Results,
    has_percentages,
    percent_of,
)
from surveys.questions.questionnaire import Item, Kind, Line, Questionnaire, Rule

PAPER, ONLINE = "paper", "online"


@dataclass(frozen=True)
class Tally:
    """How many people: by channel; by (question, line) answered; by (line, option) ticked, once in each; by number
    given, for a question that asks for one."""

    by_channel: dict[str, int] = field(default_factory=dict)
    answered: dict[tuple[int, int | None], int] = field(default_factory=dict)
    ticked: dict[tuple[int | None, int], int] = field(default_factory=dict)
    numbers: dict[int, dict[int, int]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return sum(self.by_channel.values())

    def concerned(self, item: Item) -> int:
        """To how many people the question was put."""
        if item.condition_choice is None:
            return self.people
        ticked = self.ticked.get((None, item.condition_choice), 0)
        return ticked if item.condition_rule == Rule.ONLY_IF else self.people - ticked


def results_of(questionnaire: Questionnaire, tally: Tally, homes: int | None = None) -> Results:
    """Masked question by question, then attacked as a whole: what gives way is withheld, until nothing does."""
    withheld: set[int] = set()
    while True:
        results = replace(_masked(questionnaire, tally, withheld), homes=homes)
        exposed = {weak.number for weak in attack(results)} - withheld
        if not exposed:
            return results
        withheld |= _dependent(results, exposed) - withheld or exposed


def _dependent(results: Results, numbers: set[int]) -> set[int]:
    return {q.number for q in results.questions if q.is_shown and q.asked_if and q.asked_if.number in numbers}


def _masked(questionnaire: Questionnaire, tally: Tally, withheld: set[int]) -> Results:
    paper, online = mask_parts([tally.by_channel.get(PAPER, 0), tally.by_channel.get(ONLINE, 0)])
    counter = _Counter(questionnaire, tally, withheld)
    parts = [
        PartResult(part.title, [r for item in part.items for r in counter.count(item)]) for part in questionnaire.parts
    ]
    return Results(tally.people, paper, online, parts)


class _Counter:
    """Counts the questions in their order; remembers what is hidden, for those that depend on it."""

    def __init__(self, questionnaire: Questionnaire, tally: Tally, withheld: set[int]):
        self.questionnaire, self.tally, self.withheld = questionnaire, tally, withheld
        self.hidden_options: set[int] = set()
        self.unseen_options: set[int] = set()
        self.tied: defaultdict[int, list[QuestionResult]] = defaultdict(list)

    def count(self, item: Item) -> Iterator[QuestionResult]:
        """One result; for a grid, one a line. What depends on a question that is not shown would say why it is not."""
        depends_on_hidden = item.condition_choice in self.hidden_options
        concerned = self.tally.people if depends_on_hidden else self.tally.concerned(item)
        tells_concerned = not depends_on_hidden and not is_small(concerned)
        for line in item.lines if item.kind == Kind.GRID else [None]:
            *shown, nothing = masks(self._figures(item, line, concerned), depends_on_hidden)
            may_show = item.number not in self.withheld and item.condition_choice not in self.unseen_options
            results = (
                self._result(item, line, masked, concerned if tells_concerned else None)
                for masked in (*(shown if may_show else ()), nothing)
            )
            result = self._first_safe(item, results)
            self.hidden_options |= {o.pk for o, n in zip(item.options, result.options, strict=True) if n.count is None}
            self.unseen_options |= set() if result.is_shown else {option.pk for option in item.options}
            yield result

    def _first_safe(self, item: Item, results: Iterator[QuestionResult]) -> QuestionResult:
        """Attacked with the questions that hold together by conditions: the others tell nothing of it."""
        tied = self.tied[self._root(item).number]
        safe = next(r for r in results if not r.is_shown or not attack(_alone(self.tally.people, [*tied, r])))
        tied.append(safe)
        return safe

    def _root(self, item: Item) -> Item:
        while item.condition_choice is not None:
            item, _ = self.questionnaire.decisive[item.condition_choice]
        return item

    def _figures(self, item: Item, line: Line | None, people: int) -> Figures:
        key = line.pk if line else None
        return Figures(
            people=people,
            non_answers=people - self.tally.answered.get((item.pk, key), 0),
            counts=[self.tally.ticked.get((key, option.pk), 0) for option in item.options],
            at_most=item.at_most,
            order=_sacrificed_first(self.questionnaire, item),
            is_put_to_all=item.condition_choice is None,
        )

    def _result(self, item: Item, line: Line | None, masked: Masked, concerned: int | None) -> QuestionResult:
        return QuestionResult(
            number=item.number,
            text=item.text,
            line=line.label if line else "",
            kind=item.kind,
            at_most=item.at_most,
            asked_if=self._asked(item),
            is_shown=masked.is_shown,
            has_hidden=masked.has_hidden,
            has_percentages=has_percentages(concerned),
            concerned=concerned,
            base=masked.base,
            non_answers=masked.non_answers,
            median=median(self.tally.numbers.get(item.pk, {})) if has_percentages(masked.base) else None,
            options=[
                OptionResult(
                    option.label, count, percent_of(count, concerned), _width(count, concerned or self.tally.people)
                )
                for option, count in zip(item.options, masked.counts, strict=True)
            ],
            alone=[rank for rank, option in enumerate(item.options) if option.is_exclusive],
        )

    def _asked(self, item: Item) -> Asked | None:
        if item.condition_choice is None:
            return None
        parent, option = self.questionnaire.decisive[item.condition_choice]
        return Asked(parent.number, parent.options.index(option), option.label, item.condition_rule == Rule.ONLY_IF)


def _alone(people: int, questions: list[QuestionResult]) -> Results:
    return Results(people, people, 0, [PartResult("", questions)])


def _sacrificed_first(questionnaire: Questionnaire, item: Item) -> list[int]:
    """What tells least goes first; never an option on which another question depends."""
    ranks = [rank for rank, option in enumerate(item.options) if option.pk not in questionnaire.decisive]
    return sorted(
        ranks, key=lambda rank: (not item.options[rank].is_outside_scale, not item.options[rank].asks_text, -rank)
    )


def median(people_by_number: dict[int, int]) -> int | None:
    """Half of the people gave this number or less."""
    half, counted = sum(people_by_number.values()) / 2, 0
    for number in sorted(people_by_number):
        counted += people_by_number[number]
        if counted >= half:
            return number
    return None


def _width(count: int | None, whole: int) -> str:
    return f"{100 * (count or 0) / whole:.1f}%" if whole else "0%"
