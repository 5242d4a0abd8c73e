"""The address proposed for a new meeting: its nature, then its date."""

from collections.abc import Callable

from publishing.dates.imprecise_date import ImpreciseDate


def propose_reference(kind: str, when: ImpreciseDate, is_taken: Callable[[str], bool]) -> str:
    """«pleniere-2018-09-20», then «pleniere-2018-09-20-2»."""
    name = "-".join(
        filter(None, [kind, when.iso or (str(when.starts_on.year) if when.starts_on else "date-a-preciser")])
    )
    reference, number = name, 1
    while is_taken(reference):
        number += 1
        reference = f"{name}-{number}"
    return reference
