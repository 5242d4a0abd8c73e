"""Invented neighbourhoods, sheet by sheet: what was answered, what is published of it, and what a reader finds."""

import random
from dataclasses import dataclass, replace

from surveys.figures.cross_tab import cross_tab, crossable, groupings
from surveys.figures.published import Results
from surveys.figures.results import Tally, results_of
from surveys.questions.questionnaire import Item, Kind, Option, Part, Questionnaire, Rule
from tests.surveys.attacker import Reader, exposed
from tests.surveys.form import NOT_ASKED, Figure, Form, Place
from tests.surveys.reading_all import everything

MOST_TABLES = 3


@dataclass
class Neighbourhood:
    form: Form
    sheets: list[dict[Place, frozenset | str]]
    paper: int

    def count(self, figure: Figure) -> int:
        return sum(all(sheet[place] in wanted for place, wanted in figure.wanted) for sheet in self.sheets)

    def tally(self) -> Tally:
        answered, ticked = {}, {}
        for place, item in self.form.items.items():
            line = next((line.pk for line in item.lines if line.label == place.line), None)
            answered[item.pk, line] = self.count(self.form.figure((place, "answered")))
            for rank, option in enumerate(item.options):
                ticked[line, option.pk] = self.count(self.form.figure((place, rank)))
        channels = {"paper": self.paper, "online": len(self.sheets) - self.paper}
        return Tally(channels, answered, ticked)

    def crossed(self, number: int, by: int) -> list[list[int]]:
        options = range(len(self.form.items[Place(number)].options))
        groups = range(len(self.form.items[Place(by)].options))
        return [[self.count(self.form.figure((Place(number), o), (Place(by), g))) for o in options] for g in groups]

    def published(self, most_tables: int = MOST_TABLES) -> Results:
        results = results_of(self.form.questionnaire, self.tally())
        for by in [question.number for question in groupings(results)]:
            for number in [question.number for question in crossable(results, by)]:
                people = self.crossed(number, by)
                table = len(results.cross_tabs) < most_tables and cross_tab(results, number, by, people)
                if table:
                    results = replace(results, cross_tabs=[*results.cross_tabs, table])
        return results

    def attacked(self, results: Results) -> list[tuple]:
        tables = [(table.number, table.by) for table in results.cross_tabs]
        facts = list(dict.fromkeys(everything(self.form, results, len(self.sheets))))
        return exposed(Reader(self.form, len(self.sheets), facts, tables), tables, self.count)

    def about(self, *numbers: int) -> "Neighbourhood":
        """The same sheets with these questions alone, and all that conditions tie to them."""
        kept = set().union(*(self.form.with_dependents(self.form.root(number)) for number in numbers))
        return Neighbourhood(Form(_only(self.form.questionnaire, kept)), self.sheets, self.paper)


def _only(questionnaire: Questionnaire, kept: set[int]) -> Questionnaire:
    parts = [replace(p, items=tuple(item for item in p.items if item.number in kept)) for p in questionnaire.parts]
    return replace(questionnaire, parts=tuple(part for part in parts if part.items))


def invented(seed: int) -> Neighbourhood:
    """Few questions, a condition, several answers, groups and silences; some rare, some nearly unanimous."""
    chance = random.Random(seed)
    people = chance.choice([chance.randint(5, 30), chance.randint(20, 140), chance.randint(100, 400)])
    form = Form(_questionnaire(chance))
    tastes = {place: _taste(chance, item) for place, item in form.items.items()}
    sheets = [_sheet(chance, form, tastes) for _ in range(people)]
    return Neighbourhood(form, sheets, chance.choice([0, people, chance.randint(0, people)]))


def answered(questionnaire: Questionnaire, people: int, seed: int) -> Neighbourhood:
    """So many people answer these questions, each option more or less likely,
    one person in eleven silent where they may be.
    """
    chance = random.Random(seed)
    form = Form(questionnaire)
    tastes = {
        place: (0 if item.is_required else 0.09, [chance.uniform(0.5, 3) for _ in item.options])
        for place, item in form.items.items()
    }
    return Neighbourhood(form, [_sheet(chance, form, tastes) for _ in range(people)], people // 2)


def _questionnaire(chance: random.Random) -> Questionnaire:
    pk = iter(range(1, 1000))

    def item(number, kind, least, most, **fields):
        options = tuple(Option(next(pk), f"Réponse {number}.{rank}") for rank in range(chance.randint(least, most)))
        return Item(number, number, kind, f"Question {number} ?", options=options, **fields)

    first = item(1, Kind.SINGLE, 2, 4)
    depends = {"condition_choice": chance.choice(first.options).pk, "condition_rule": chance.choice(Rule.values)}
    second = item(2, chance.choice([Kind.SINGLE, Kind.MULTI]), 2, 3, **depends)
    third = item(3, Kind.MULTI, 2, 3, max_choices=chance.choice([2, None]))
    groups = item(4, Kind.SINGLE, 2, 3)
    fifth = item(5, Kind.SINGLE, 2, 3) if chance.random() < 0.3 else None
    last = item(6, Kind.TEXT, 0, 0, **(depends if chance.random() < 0.5 else {}))
    return Questionnaire(None, (Part(1, "Partie", tuple(i for i in (first, second, third, groups, fifth, last) if i)),))


def with_answers_alone(seed: int) -> Neighbourhood:
    """Several answers, of which the last goes alone, as «Rien»; nearly everybody ticks as many as they may."""
    chance = random.Random(seed)
    people = chance.randint(20, 400)

    def several(number, most, **fields):
        options = [Option(10 * number + rank, f"Réponse {number}.{rank}") for rank in range(chance.randint(3, most))]
        options[-1] = replace(options[-1], is_exclusive=True)
        at_most = chance.choice([2, 3, None])
        text = f"Question {number} ?"
        return Item(number, number, Kind.MULTI, text, max_choices=at_most, options=tuple(options), **fields)

    groups = Item(2, 2, Kind.SINGLE, "Question 2 ?", options=(Option(1, "Réponse 2.0"), Option(2, "Réponse 2.1")))
    items = (several(1, 5), groups, several(3, 4, condition_choice=1, condition_rule=Rule.ONLY_IF))
    form = Form(Questionnaire(None, (Part(1, "Partie", items),)))
    tastes = {place: _taste(chance, item) for place, item in form.items.items()}
    return Neighbourhood(form, [_sheet(chance, form, tastes) for _ in range(people)], people // 2)


def _taste(chance: random.Random, item: Item) -> tuple[float, list[float]]:
    """How often nobody answers, then how likely each option is."""
    silence = chance.choice([0, 0, 0.02, 0.1, 0.4])
    return silence, [chance.choice([0.0, 0.02, 0.1, 0.5, 1, 1, 3, 30]) for _ in item.options]


def _sheet(chance: random.Random, form: Form, tastes) -> dict:
    sheet = {}
    for place, item in form.items.items():
        parent = form.parent(item)
        silence, weights = tastes[place]
        if parent and not form.asked(item, sheet[parent[0]]):
            sheet[place] = NOT_ASKED
        elif chance.random() < silence:
            sheet[place] = frozenset()
        else:
            sheet[place] = _answer(chance, item, weights)
    return sheet


def _answer(chance: random.Random, item: Item, weights: list[float]) -> frozenset:
    if not item.options:
        return frozenset(["written"])
    if not any(weights):
        return frozenset()
    alone = {rank for rank, option in enumerate(item.options) if option.is_exclusive}
    if alone:
        return _as_many_as_may_be(chance, item, weights, alone)
    wanted = chance.randint(1, min(item.at_most, len(item.options)))
    return frozenset(chance.choices(range(len(weights)), weights, k=wanted))


def _as_many_as_may_be(chance: random.Random, item: Item, weights: list[float], alone: set[int]) -> frozenset:
    [first] = chance.choices(range(len(weights)), weights)
    others = [rank for rank in range(len(weights)) if rank not in {first, *alone}]
    if first in alone or chance.random() < 0.1:
        return frozenset([first])
    liked = sorted(others, key=lambda rank: chance.random() / (weights[rank] + 0.01))
    return frozenset([first, *liked[: item.at_most - 1]])
