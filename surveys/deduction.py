"""What a reader can work out of figures that are tied to one another: the exact bounds of each hidden one.

Every figure is a number of people: whole, never negative. HiGHS solves the integer programmes.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable

import highspy

Key = Hashable


class Contradiction(Exception):
    """No figures agree with what is said of them."""


class Deduction:
    """Some are shown, the others lie between bounds; ties are sums of several that stay between two numbers."""

    def __init__(self):
        self._shown: dict[Key, int] = {}
        self._bounds: dict[Key, tuple[int, int]] = {}
        self._ties: list[tuple[dict[Key, int], float, float]] = []
        self._solvers: dict[Key, tuple[highspy.Highs, dict[Key, int]]] = {}

    def put(self, key: Key, shown: int | None, most: int) -> None:
        if shown is None:
            self._bounds[key] = (0, most)
        else:
            self._shown[key] = shown

    def tie(self, weights: dict[Key, int], least: float, most: float) -> None:
        """`least` <= the weighted sum <= `most`; known figures are taken out at once."""
        known = sum(weight * self._shown[key] for key, weight in weights.items() if key in self._shown)
        hidden = {key: weight for key, weight in weights.items() if key not in self._shown}
        if hidden:
            self._ties.append((hidden, least - known, most - known))
        elif not least <= known <= most:
            raise Contradiction

    def equal(self, parts: Iterable[Key], whole: Key) -> None:
        self.tie(dict.fromkeys(parts, 1) | {whole: -1}, 0, 0)

    def bounds(self, key: Key) -> tuple[int, int]:
        """The least and the greatest value that agree with everything."""
        if key in self._shown:
            return self._shown[key], self._shown[key]
        if not self._solvers:
            self._prepare()
        solver, columns = self._solvers[key]
        return tuple(_best(solver, columns[key], sense) for sense in (_LEAST, _MOST))

    def _prepare(self) -> None:
        """One small programme for each group of figures that hold together."""
        ties_of = defaultdict(list)
        group_of = {key: key for key in self._bounds}
        for weights, _, _ in self._ties:
            first, *others = (_root(group_of, key) for key in weights)
            for other in others:
                group_of[_root(group_of, other)] = _root(group_of, first)
        for tie in self._ties:
            ties_of[_root(group_of, next(iter(tie[0])))].append(tie)
        members = defaultdict(list)
        for key in self._bounds:
            members[_root(group_of, key)].append(key)
        for root, keys in members.items():
            prepared = self._solver(keys, ties_of[root])
            self._solvers |= dict.fromkeys(keys, prepared)

    def _solver(self, keys: list[Key], ties) -> tuple[highspy.Highs, dict[Key, int]]:
        solver, columns = highspy.Highs(), {key: index for index, key in enumerate(keys)}
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        for key in keys:
            solver.addVar(*self._bounds[key])
            solver.changeColIntegrality(columns[key], highspy.HighsVarType.kInteger)
        for weights, least, most in ties:
            solver.addRow(least, most, len(weights), [columns[key] for key in weights], list(weights.values()))
        return solver, columns


_LEAST, _MOST = highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize


def _best(solver: highspy.Highs, column: int, sense: highspy.ObjSense) -> int:
    solver.changeColCost(column, 1.0)
    solver.changeObjectiveSense(sense)
    solver.run()
    status, value = solver.getModelStatus(), solver.getInfo().objective_function_value
    solver.changeColCost(column, 0.0)
    if status != highspy.HighsModelStatus.kOptimal:
        raise Contradiction
    return round(value)


def _root(group_of: dict[Key, Key], key: Key) -> Key:
    while group_of[key] != key:
        group_of[key] = group_of[group_of[key]]
        key = group_of[key]
    return key
