"""What a reader can work out of figures that are tied to one another: the exact bounds of each hidden one.

Every figure is a number of people: whole, never negative. HiGHS solves the integer programmes; it is loaded where a
sum is solved, never when the portal starts.
"""

from collections.abc import Hashable, Iterable
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from highspy import Highs

Key = Hashable
NEARLY = 1e-6


class Contradiction(Exception):
    """No figures agree with what is said of them."""


class Bounds:
    """Some are shown, the others lie between bounds; ties are sums of several that stay between two numbers."""

    def __init__(self):
        self._shown: dict[Key, int] = {}
        self._bounds: dict[Key, tuple[int, int]] = {}
        self._ties: list[tuple[dict[Key, int], float, float]] = []
        self._groups: dict[Key, _Group] = {}
        self._found: dict[Key, tuple[int, int]] = {}

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

    def of(self, key: Key) -> tuple[int, int]:
        """The least and the greatest value that agree with everything."""
        if key in self._shown:
            return self._shown[key], self._shown[key]
        if key not in self._found:
            if not self._groups:
                self._group()
            self._found[key] = self._groups[key].of(key)
        return self._found[key]

    def _group(self) -> None:
        """One small programme for the figures that hold together."""
        root_of = {key: key for key in self._bounds}
        for weights, _, _ in self._ties:
            first, *others = (_root(root_of, key) for key in weights)
            for other in others:
                root_of[_root(root_of, other)] = _root(root_of, first)
        groups = {root: _Group() for root in {_root(root_of, key) for key in root_of}}
        for tie in self._ties:
            groups[_root(root_of, next(iter(tie[0])))].ties.append(tie)
        for key, bounds in self._bounds.items():
            self._groups[key] = groups[_root(root_of, key)]
            self._groups[key].limits[key] = bounds


class _Group:
    """Figures that hold together. Most programmes have whole solutions by nature: the others are solved as such."""

    def __init__(self):
        self.limits: dict[Key, tuple[int, int]] = {}
        self.ties: list[tuple[dict[Key, int], float, float]] = []

    def of(self, key: Key) -> tuple[int, int]:
        if len(self.limits) == 1:
            return self._alone(key)
        return self._best(key, is_least=True), self._best(key, is_least=False)

    def _best(self, key: Key, is_least: bool) -> int:
        column = self._columns[key]
        value, is_whole = _solve(self._relaxed, column, is_least)
        return value if is_whole else _solve(self._whole, column, is_least)[0]

    def _alone(self, key: Key) -> tuple[int, int]:
        """Nothing to solve: what each tie leaves."""
        least, most = self.limits[key]
        for weights, low, high in self.ties:
            ends = sorted((low / weights[key], high / weights[key]))
            least, most = max(least, ends[0] - NEARLY), min(most, ends[1] + NEARLY)
        if ceil(least) > floor(most):
            raise Contradiction
        return ceil(least), floor(most)

    @cached_property
    def _columns(self) -> dict[Key, int]:
        return {key: column for column, key in enumerate(self.limits)}

    @cached_property
    def _relaxed(self) -> "Highs":
        solver = _solver()
        for limits in self.limits.values():
            solver.addVar(*limits)
        for weights, least, most in self.ties:
            solver.addRow(least, most, len(weights), [self._columns[key] for key in weights], list(weights.values()))
        return solver

    @cached_property
    def _whole(self) -> "Highs":
        from highspy import HighsVarType

        solver = _solver()
        solver.passModel(self._relaxed.getLp())
        for column in self._columns.values():
            solver.changeColIntegrality(column, HighsVarType.kInteger)
        return solver


def _solver() -> "Highs":
    from highspy import Highs

    solver = Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


def _solve(solver: "Highs", column: int, is_least: bool) -> tuple[int, bool]:
    """The best value of one figure, and whether all are whole."""
    from highspy import HighsModelStatus, ObjSense

    solver.changeColCost(column, 1.0)
    solver.changeObjectiveSense(ObjSense.kMinimize if is_least else ObjSense.kMaximize)
    solver.run()
    status, values = solver.getModelStatus(), solver.getSolution().col_value
    solver.changeColCost(column, 0.0)
    if status != HighsModelStatus.kOptimal:
        raise Contradiction
    return round(values[column]), all(abs(value - round(value)) < NEARLY for value in values)


def _root(root_of: dict[Key, Key], key: Key) -> Key:
    while root_of[key] != key:
        root_of[key] = root_of[root_of[key]]
        key = root_of[key]
    return key
