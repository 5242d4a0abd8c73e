"""Answers that follow one another by themselves: ages, durations, amounts. Sorted by their figures they mislead."""

import re
from itertools import pairwise

WORDS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9}
WORDS |= {"dix": 10, "quinze": 15, "vingt": 20, "trente": 30}
IN_MINUTES = {"minute": 1, "heure": 60, "jour": 1440, "semaine": 7 * 1440, "mois": 30 * 1440, "an": 365 * 1440}
IN_MINUTES["année"] = IN_MINUTES["an"]
AMOUNT = re.compile(rf"(?:\b|d’|d')(\d+|{'|'.join(WORDS)})\b(?:.*?\b({'|'.join(IN_MINUTES)})s?\b)?", re.IGNORECASE)
FEWEST = 3


def goes_one_way(labels: list[str]) -> bool:
    """Three amounts or more that never turn back; the answers without an amount come before or after them."""
    amounts = [_amount(label) for label in labels]
    places = [place for place, amount in enumerate(amounts) if amount is not None]
    known = [amounts[place] for place in places]
    if len(known) < FEWEST or places[-1] - places[0] >= len(known) or len(set(known)) < FEWEST - 1:
        return False
    return all(a <= b for a, b in pairwise(known)) or all(a >= b for a, b in pairwise(known))


def _amount(label: str) -> int | None:
    """«De 1 à 5 ans» → its first number, in minutes when a unit of time follows."""
    found = AMOUNT.search(label)
    if not found:
        return None
    number, unit = found[1].casefold(), (found[2] or "").casefold()
    return (int(number) if number.isdigit() else WORDS[number]) * IN_MINUTES.get(unit, 1)
