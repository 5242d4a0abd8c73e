"""A reader who has the form, and what is published of its answers, and wants to know what a small group said.

It knows nothing of the masks. A neighbourhood is a number of sheets of each sort: for one question, of each answer it
may get; for two questions that a condition or a table ties, of each pair of answers. All that was read is written on
these numbers, whole and never negative, and HiGHS looks for the greatest and the least value of what was not told.
Along a tree of ties this is as strong as whole sheets; a component that makes a ring is written as whole sheets.
"""

import itertools
from collections import defaultdict
from dataclasses import dataclass

import highspy

from surveys.questions.questionnaire import Item, Kind
from tests.surveys.form import NOT_ASKED, Figure, Form, Place

OFTEN, GROUP = 5, 11
MOST_SHEETS = 20_000
NEARLY = 1e-6


@dataclass(frozen=True)
class Fact:
    """`least` <= figure - share x whole <= `most`. `source`: the question, or the table, whose publication says so."""

    figure: Figure
    least: float
    most: float
    source: tuple
    share: float = 0
    whole: Figure | None = None


@dataclass
class Secret:
    """What may not be known to be a small group. `source`: the publication that would tell it."""

    name: tuple
    figure: Figure
    threshold: int
    source: tuple


class Reader:
    """`facts`: all that was read; `tables`: pairs of questions that were compared."""

    def __init__(self, form: Form, people: int, facts: list[Fact], tables: list[tuple[int, int]]):
        self.form, self.people, self.facts = form, people, facts
        self.ties = {(Place(number), Place(by)) for number, by in tables}
        self.ties |= {(place, form.parent(item)[0]) for place, item in form.items.items() if form.parent(item)}
        self._models: dict = {}

    def bounds(self, figure: Figure, without: frozenset[tuple] = frozenset()) -> tuple[int, int]:
        model = self._model(figure, without)
        return model.best(figure, is_least=True), model.best(figure, is_least=False)

    def most(self, figure: Figure) -> int:
        return self._model(figure, frozenset()).best(figure, is_least=False)

    def _model(self, figure: Figure, without: frozenset[tuple]) -> "Sheets":
        places = self._component(figure.wanted[0][0])
        key = (places, without)
        if key not in self._models:
            facts = [
                f for f in self.facts if f.source not in without and {p for p, _ in f.figure.wanted} <= set(places)
            ]
            ties = [tie for tie in self.ties if set(tie) <= set(places)]
            self._models[key] = Sheets(self.form, self.people, places, ties, facts)
        return self._models[key]

    def _component(self, start: Place) -> tuple[Place, ...]:
        found, new = {start}, {start}
        while new:
            new = {b for tie in self.ties for a, b in (tie, tie[::-1]) if a in found} - found
            found |= new
        return tuple(sorted(found, key=lambda place: (place.number, place.line)))


class Sheets:
    """How many sheets of each sort there may be, for questions that hold together."""

    def __init__(self, form: Form, people: int, places: tuple[Place, ...], ties: list, facts: list[Fact]):
        self.form, self.people = form, people
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.sorts: dict[tuple[Place, ...], dict[tuple, int]] = {}
        is_tree = len(ties) == len(places) - 1
        for group in [places] if not is_tree and len(places) > 1 else [*((place,) for place in places), *ties]:
            self._add_sorts(group)
        self.columns = sum(map(len, self.sorts.values()))
        for group in self.sorts:
            self.rows.append((dict.fromkeys(self.sorts[group].values(), 1), people, people))
            if is_tree and len(group) == 2:
                self._agree(group)
        for fact in facts:
            weights = self._weights(fact.figure)
            if fact.whole is not None:
                weights = _less(weights, self._weights(fact.whole), fact.share)
            self.rows.append((weights, fact.least, fact.most))
        self._solvers: dict[bool, highspy.Highs] = {}

    def best(self, figure: Figure, is_least: bool) -> int:
        weights = self._weights(figure)
        value, is_whole = self._solve(weights, is_least, is_integer=False)
        return value if is_whole else self._solve(weights, is_least, is_integer=True)[0]

    def _add_sorts(self, group: tuple[Place, ...]) -> None:
        start = sum(map(len, self.sorts.values()))
        sorts = [
            sort for sort in itertools.product(*(self.form.answers[p] for p in group)) if self._may_be(group, sort)
        ]
        if len(sorts) > MOST_SHEETS:
            raise ValueError("too many sorts of sheets")
        self.sorts[group] = {sort: start + rank for rank, sort in enumerate(sorts)}

    def _may_be(self, group: tuple[Place, ...], sort: tuple) -> bool:
        given = dict(zip(group, sort, strict=True))
        for place, answer in given.items():
            item = self.form.items[place]
            parent = self.form.parent(item)
            if parent and parent[0] in given and self.form.asked(item, given[parent[0]]) == (answer == NOT_ASKED):
                return False
        return True

    def _agree(self, pair: tuple[Place, ...]) -> None:
        """The pairs of answers add up to the answers of each question."""
        for rank, place in enumerate(pair):
            by_answer = defaultdict(dict)
            for sort, column in self.sorts[pair].items():
                by_answer[sort[rank]][column] = 1.0
            for (answer,), column in self.sorts[place,].items():
                self.rows.append((by_answer[answer] | {column: -1.0}, 0, 0))

    def _weights(self, figure: Figure) -> dict[int, float]:
        wanted = dict(figure.wanted)
        group = min((g for g in self.sorts if set(wanted) <= set(g)), key=len)
        ranks = [(group.index(place), answers) for place, answers in wanted.items()]
        return {c: 1.0 for sort, c in self.sorts[group].items() if all(sort[r] in answers for r, answers in ranks)}

    def _solve(self, weights: dict[int, float], is_least: bool, is_integer: bool) -> tuple[int, bool]:
        solver = self._solver(is_integer)
        for column in weights:
            solver.changeColCost(column, 1.0)
        solver.changeObjectiveSense(highspy.ObjSense.kMinimize if is_least else highspy.ObjSense.kMaximize)
        solver.run()
        status = solver.getModelStatus()
        values = solver.getSolution().col_value
        for column in weights:
            solver.changeColCost(column, 0.0)
        if status != highspy.HighsModelStatus.kOptimal:
            raise AssertionError(f"no neighbourhood agrees with what is published: {status}")
        value = sum(values[column] for column in weights)
        return round(value), all(abs(v - round(v)) < NEARLY for v in values)

    def _solver(self, is_integer: bool) -> highspy.Highs:
        if is_integer not in self._solvers:
            solver = highspy.Highs()
            solver.setOptionValue("output_flag", False)
            solver.setOptionValue("threads", 1)
            for _ in range(self.columns):
                solver.addVar(0, self.people)
            for weights, least, most in self.rows:
                solver.addRow(least, most, len(weights), list(weights), list(weights.values()))
            for column in range(self.columns if is_integer else 0):
                solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
            self._solvers[is_integer] = solver
        return self._solvers[is_integer]


def _less(weights: dict[int, float], whole: dict[int, float], share: float) -> dict[int, float]:
    return {c: weights.get(c, 0.0) - share * whole.get(c, 0.0) for c in weights | whole}


def secrets(form: Form, tables: list[tuple[int, int]]):
    """What is counted, shown or not: answers, silences, those who did not tick an option; in a table, of each group and
    of those who have none. Put to some only, or by groups, a small group has ten people, and an answer of nobody is
    one.
    """
    for place, item in form.items.items():
        threshold = GROUP if item.condition_choice is not None else OFTEN
        for what in _kinds(item):
            name = (place.number, place.line, what)
            yield Secret(name, form.figure((place, what)), threshold, ("question", place.number))
    for number, by in tables:
        place, groups = Place(number), Place(by)
        for what in [w for w in _kinds(form.items[place]) if w != "answered"]:
            for group in [*range(len(form.items[groups].options)), "none"]:
                figure = form.figure((place, what), (groups, group))
                yield Secret((number, by, what, group), figure, GROUP, ("table", number, by))


def told_by(form: Form, tables: list[tuple[int, int]], source: tuple) -> frozenset[tuple]:
    """All that speaks of the same people: beside a question, those that depend on it and its tables; beside a table,
    the same one turned round."""
    kind, number, *by = source
    if kind == "table":
        return frozenset([source, (kind, *by, number)])
    questions = [("question", n) for n in form.with_dependents(number)]
    return frozenset([*questions, *(("table", *table) for table in tables if number in table)])


def _kinds(item: Item) -> list:
    ranks = list(range(len(item.options)))
    others = [("not", rank) for rank in ranks] if item.kind == Kind.MULTI and len(ranks) > 1 else []
    return [*ranks, *others, "none", "answered"]


def is_small(secret: Secret, count: int) -> bool:
    """Nobody: of a question, no tick and no silence are told, but not that everybody ticked; a group tells no empty
    answer, though its question may say that nobody kept silent."""
    if count:
        return count < secret.threshold
    is_complement = isinstance(secret.name[2], tuple)
    is_table = secret.source[0] == "table"
    return is_complement or is_table or (secret.threshold == GROUP and isinstance(secret.name[2], int))


def exposed(reader: Reader, tables: list[tuple[int, int]], count) -> list[tuple]:
    """(name, count, bounds) of each small group that is exact or known to be small, and that the publication which
    should keep it makes better known than the rest. `count`: the truth of a figure."""
    found = []
    for secret in secrets(reader.form, tables):
        true = count(secret.figure)
        if is_small(secret, true) and reader.most(secret.figure) < secret.threshold:
            least, most = reader.bounds(secret.figure)
            widest = reader.bounds(secret.figure, without=told_by(reader.form, tables, secret.source))
            if most < min(secret.threshold, widest[1]) or (least == most and widest[0] < widest[1]):
                found.append((secret.name, true, (least, most), secret.source))
    return found
