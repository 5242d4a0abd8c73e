"""Who is who in a list: the exact name decides; a near one only makes us ask."""

import difflib
import functools
import re
import unicodedata
from collections import Counter, defaultdict

NEAR = 0.75
BUCKETS, HEIGHT = 32, 64
DRAWN_ALIKE = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "\u2011": "-"})


def exact_name(name: str) -> str:
    """Capitals, spaces and the drawing of an apostrophe forgiven; every letter and every accent counts."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().translate(DRAWN_ALIKE).split())


def is_near(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """(first name, last name): one may be the other with a slip of the pen, or with its two parts exchanged."""
    ours, theirs = [_letters(part) for part in one], [_letters(part) for part in other]
    return all(map(_look_alike, ours, theirs)) or all(map(_look_alike, ours, reversed(theirs)))


class KnownNames:
    """Names of people, to be asked thousands of times: whose is it, or whose may it be?"""

    def __init__(self):
        self._same, self._all = defaultdict(list), []

    def add(self, key, first_name: str, last_name: str) -> None:
        self._same[exact_name(f"{first_name} {last_name}")].append(key)
        self._all.append((key, (first_name, last_name), *_bag(first_name, last_name)))

    def same_or_near(self, first_name: str, last_name: str) -> list:
        """The keys of the same name; else of the near ones."""
        if same := self._same.get(exact_name(f"{first_name} {last_name}")):
            return same
        bag, size = _bag(first_name, last_name)
        alike = [
            (key, name) for key, name, one, length in self._all if (bag & one).bit_count() * 2 >= NEAR * (size + length)
        ]
        return [key for key, name in alike if is_near((first_name, last_name), name)]


def _bag(*parts: str) -> tuple[int, int]:
    """The letters as a number, where those that two names share are the bits of both; and how many they are. Never
    fewer are counted as shared than are, so that a quick look sets aside only names that `is_near` would.
    """
    counts = Counter(ord(letter) % BUCKETS for part in parts for letter in _letters(part))
    if any(count > HEIGHT for count in counts.values()):
        return (1 << BUCKETS * HEIGHT) - 1, counts.total()
    return sum((1 << count) - 1 << bucket * HEIGHT for bucket, count in counts.items()), counts.total()


@functools.lru_cache(8192)
def _letters(name: str) -> str:
    """In any alphabet, without accents nor what stands between the words."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]", "", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def _look_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    pair = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return pair.real_quick_ratio() >= NEAR and pair.quick_ratio() >= NEAR and pair.ratio() >= NEAR
