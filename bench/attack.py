#!/usr/bin/env python3
"""Attacks invented questionnaires with the solver, as the tests do with fewer: attack.py [SURVEYS [FIRST_SEED]].

Prints the surveys attacked, the small figures that were bounded, and what was told of a small group: exit code 1 if
any.
"""

import sys
import time

import portal  # noqa: F401  Django is set up before its models are imported

from tests.surveys.attacker import is_small, secrets
from tests.surveys.neighbourhood import Neighbourhood, invented


def main(surveys: int = 3_000, first: int = 100_000) -> bool:
    start, bounded, tables, told = time.perf_counter(), 0, 0, []
    for seed in range(first, first + surveys):
        neighbourhood = invented(seed)
        results = neighbourhood.published()
        crossed = [(table.number, table.by) for table in results.cross_tabs]
        tables += len(crossed)
        bounded += small_figures(neighbourhood, crossed)
        told += [(seed, *found) for found in neighbourhood.attacked(results)]
        if (seed - first) % 100 == 99:
            print(f"{seed - first + 1} surveys, {bounded} cells, {len(told)} told", file=sys.stderr, flush=True)
    for found in told:
        print(*found)
    spent = time.perf_counter() - start
    print(f"{surveys} surveys attacked, {tables} tables, {bounded} cells bounded, {len(told)} failures, {spent:.0f} s")
    return not told


def small_figures(neighbourhood: Neighbourhood, tables: list[tuple[int, int]]) -> int:
    return sum(is_small(s, neighbourhood.count(s.figure)) for s in secrets(neighbourhood.form, tables))


if __name__ == "__main__":
    sys.exit(0 if main(*map(int, sys.argv[1:3])) else 1)
