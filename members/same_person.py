"""Who is who in a list: the exact name decides; a near one only makes us ask."""

import difflib
import functools
import re
import unicodedata

NEAR = 0.75
DRAWN_ALIKE = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "\u2011": "-"})


def exact_name(name: str) -> str:
    """Capitals, spaces and the drawing of an apostrophe forgiven; every letter and every accent counts."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().translate(DRAWN_ALIKE).split())


def is_near(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """(first name, last name): one may be the other with a slip of the pen, or with its two parts exchanged."""
    ours, theirs = [_letters(part) for part in one], [_letters(part) for part in other]
    return all(map(_look_alike, ours, theirs)) or all(map(_look_alike, ours, reversed(theirs)))


@functools.lru_cache(4096)
def _letters(name: str) -> str:
    """In any alphabet, without accents nor what stands between the words."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]", "", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def _look_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    pair = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return pair.real_quick_ratio() >= NEAR and pair.quick_ratio() >= NEAR and pair.ratio() >= NEAR
