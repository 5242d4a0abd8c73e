"""«Si cette candidature est acceptée»: what each check says today, and what it would say with one person more."""

from dataclasses import dataclass, replace

from members.college import College
from members.composition import Composition


@dataclass(frozen=True)
class Effect:
    """One check, before and after. `is_ok` after."""

    title: str
    before: str
    after: str
    is_ok: bool


def with_one_more(composition: Composition, college: str) -> list[Effect]:
    """Nothing to say while the college is not known."""
    if college not in College.values:
        return []
    counts = {College.HABITANT: composition.habitants, College.ACTEUR: composition.acteurs}
    counts[College(college)] += 1
    after = replace(composition, habitants=counts[College.HABITANT], acteurs=counts[College.ACTEUR])
    former = {check.code: check for check in composition.checks}
    return [
        Effect(
            check.title,
            former[check.code].sentence if check.code in former else "composition à compléter",
            check.sentence,
            check.is_ok,
        )
        for check in after.checks
    ]
