"""How fresh a page is, computed from the records it shows:
an old document's words say so until a person confirms them.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from publishing.dates.imprecise_date import day_in_words


@dataclass(frozen=True)
class Freshness:
    state_as_of: str = ""
    updated_on: datetime.date | None = None

    @property
    def label(self) -> str:
        if self.state_as_of:
            return f"état à {self.state_as_of}"
        return f"mis à jour le {day_in_words(self.updated_on, weekday=False)}" if self.updated_on else ""


def freshness(records: Iterable) -> Freshness:
    """`records`: anything with `is_unconfirmed`, `state_as_of` and `updated_on`;
    one unconfirmed record marks the page.
    """
    records = list(records)
    for record in records:
        if record.is_unconfirmed:
            return Freshness(state_as_of=record.state_as_of)
    return Freshness(updated_on=max((r.updated_on for r in records if r.updated_on), default=None))
