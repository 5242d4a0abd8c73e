#!/usr/bin/env python3
"""How the house is built, in a few figures: shape.py [CHECKOUT]. Lines count as they are, comments and blanks too.

Tests, migrations and these benches are no application. A class counts when its name stands at the top of two files; the
`Command` of each command is Django's.
"""

import ast
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

LONG_FILE, LONG_FUNCTION, LONG_LINE = 300, 40, 120
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def tracked(root: Path, pattern: str) -> dict[str, str]:
    """Each file of the repository that ends so, with its text; what others wrote, in static/vendor, apart."""
    wanted = ["git", "ls-files", pattern, ":!static/vendor"]
    asked = subprocess.run(wanted, cwd=root, capture_output=True, text=True, check=True)
    return {name: (root / name).read_text(encoding="utf-8") for name in asked.stdout.split() if (root / name).exists()}


def application(root: Path) -> dict[str, str]:
    apart = ("tests/", "bench/")
    return {
        name: text
        for name, text in tracked(root, "*.py").items()
        if not name.startswith(apart) and "/migrations/" not in name
    }


def functions(files: dict[str, str]) -> dict[str, int]:
    """Lines of each function, from its `def`."""
    return {
        f"{name}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for name, text in files.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, FUNCTIONS)
    }


def shared_names(files: dict[str, str]) -> dict[str, list[str]]:
    places = defaultdict(list)
    for name, text in files.items():
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef) and node.name != "Command":
                places[node.name].append(name)
    return {name: found for name, found in places.items() if len(found) > 1}


def long_lines(files: dict[str, str]) -> str:
    lines = [line for text in files.values() for line in text.splitlines()]
    long = [line for line in lines if len(line) > LONG_LINE]
    return f"{len(long)} of {len(lines)} ({100 * len(long) / len(lines):.1f} %), the longest {max(map(len, lines))}"


def above(sizes: dict[str, int], limit: int) -> str:
    found = sorted((item for item in sizes.items() if item[1] > limit), key=lambda item: -item[1])
    return f"{len(found)} {' '.join(f'{name} ({size})' for name, size in found)}"


def main(root: Path) -> None:
    files = application(root)
    sizes = {name: len(text.splitlines()) for name, text in files.items()}
    spans, shared = functions(files), shared_names(files)
    print(f"application: {sum(sizes.values())} lines of Python in {len(files)} files")
    print(f"files above {LONG_FILE} lines: {above(sizes, LONG_FILE)}")
    print(f"functions: {len(spans)}, median {statistics.median(spans.values()):g}")
    print(f"functions above {LONG_FUNCTION} lines: {above(spans, LONG_FUNCTION)}")
    print(f"lines of Python above {LONG_LINE}: {long_lines(files)}")
    print(f"lines of templates above {LONG_LINE}: {long_lines(tracked(root, 'templates/*.html'))}")
    print(f"lines of styles above {LONG_LINE}: {long_lines(tracked(root, '*.css'))}")
    print(f"classes of one name in several files: {len(shared)}")
    for name, places in sorted(shared.items()):
        print(f"  {name}: {', '.join(places)}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent))
