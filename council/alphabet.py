"""Words under their first letter, as in a French dictionary: accents do not count."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby


def by_initial(terms: Iterable) -> list[tuple[str, list]]:
    """Pairs (letter, terms) in order; `terms` have a `term`."""
    ordered = sorted(terms, key=lambda item: plain(item.term))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda item: plain(item.term)[:1].upper())]


def plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
