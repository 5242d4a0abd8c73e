"""Pages as `same_pages.py take` keeps them, one text file an address, and what differs between two takes."""

import difflib
import itertools
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DESK = "/admin/"
ACTS = (
    r"^/admin/.*/(deplacer|annuler|tenue|retablir|relire|adopter|publier|retirer|reprendre|dupliquer|decider|fermer|tirer"
    r"|etat/\w+|faire/\w+|accepter|reponse|sieger|suite)/$|^/admin/walks/.*/(repondre|encore|envoi)$"
)
SHOWN = 12
SPACED = "white space more"


@dataclass(frozen=True)
class Page:
    address: str
    status: str = ""
    final: str = ""
    title: str = ""
    text: str = ""

    @property
    def is_desk(self) -> bool:
        return self.address.startswith(DESK)

    @property
    def where(self) -> str:
        return "desk" if self.is_desk else "public"

    @property
    def lines(self) -> list[str]:
        return [self.status, self.title, *self.text.split("\n")]

    @property
    def moved_to(self) -> str:
        return self.final if self.final != self.address else ""

    @property
    def file_name(self) -> str:
        name = quote(self.address.removeprefix("/").replace("/", "~") or "home", safe="~=&?,;")
        return f"{name if len(name) < 200 else name[:180] + str(sum(name.encode()))}.txt"

    def write(self, folder: Path) -> None:
        place = folder / self.where
        place.mkdir(parents=True, exist_ok=True)
        assert not (place / self.file_name).exists(), f"two addresses for {self.file_name}"
        head = f"{self.address}\n{self.status}\n{self.final}\n{self.title}\n"
        (place / self.file_name).write_text(f"{head}\n{self.text}\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Page":
        address, status, final, title, _, text = path.read_text(encoding="utf-8").split("\n", 5)
        return cls(address, status, final, title, text.removesuffix("\n"))


def read_take(folder: Path) -> dict[str, Page]:
    assert folder.is_dir(), f"no such folder: {folder}"
    return {page.address: page for page in map(Page.read, sorted(folder.glob("*/*.txt")))}


@dataclass
class Comparison:
    before: dict[str, Page]
    after: dict[str, Page]
    may_differ: list[str]
    moved: list[str]

    def same_page(self, page: Page) -> Page | None:
        """Where AFTER shows it: here, where it redirects, or where we were told."""
        address = page.address
        for rule in self.moved:
            pattern, _, target = rule.partition("=>")
            address = re.sub(pattern, target, address)
        found = self.after.get(address)
        has_moved = found and found.moved_to and page.is_desk and not page.moved_to
        return self.after.get(found.moved_to) if has_moved else found

    def run(self) -> int:
        pairs = [(page, self.same_page(page)) for _, page in sorted(self.before.items())]
        reached = self.before.keys() | {other.address for _, other in pairs if other}
        judged = [(page, differences(page, other)) for page, other in pairs]
        judged += [(page, ["only in AFTER"]) for address, page in sorted(self.after.items()) if address not in reached]
        verdicts = Counter(self.verdict(page, lines) for page, lines in judged)
        for verdict, count in sorted(verdicts.items()):
            print(f"{count:6} {verdict}")
        return int(any(verdict.startswith("DIFFERENT") for verdict in verdicts))

    def verdict(self, page: Page, lines: list[str]) -> str:
        is_free = any(re.search(pattern, page.address) for pattern in [ACTS, *self.may_differ])
        judgement = lines.pop(0) if lines[:1] == [SPACED] else "may differ" if is_free else "DIFFERENT"
        verdict = f"{judgement if lines else 'equal'}, {page.where}"
        if lines:
            more = [f"… and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else []
            print(f"{verdict}: {page.address}", *lines[:SHOWN], *more, sep="\n    ")
        return verdict


def differences(page: Page, other: Page | None) -> list[str]:
    if other is None:
        return ["only in BEFORE"]
    if page.is_desk and page.moved_to and other.moved_to:
        return []  # where they lead is compared by itself
    if page.moved_to != other.moved_to and (page.moved_to or not page.is_desk):
        return [f"goes to {page.final}, then to {other.final}"]
    lines = list(difflib.unified_diff(page.lines, other.lines, lineterm="", n=1))[2:]
    return [SPACED, *lines] if lines and is_spaced(page, other) else lines


def is_spaced(page: Page, other: Page) -> bool:
    """Whether the words are the same and apart where they were, some of them by white space that is new."""
    (before, old), (after, new) = gaps("\n".join(page.lines)), gaps("\n".join(other.lines))
    return before == after and old <= new


def gaps(text: str) -> tuple[str, set[int]]:
    """The letters, and after how many of them white space stands."""
    pieces = text.split()
    return "".join(pieces), set(itertools.accumulate(map(len, pieces)))
