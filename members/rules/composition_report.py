"""The checks as lines that a volunteer reads in a terminal or in a mail."""

from members.rules.check import counted
from members.rules.college import College
from members.rules.council_checks import CheckedCouncil
from members.rules.forecast import forecasts
from publishing.dates.imprecise_date import day_in_words


def report(council: CheckedCouncil) -> list[str]:
    title = f"Le Conseil au {day_in_words(council.day, weekday=False)}"
    if not council.is_known:
        return [f"{title}\u00a0: composition à compléter.", "Écrivez le collège de chaque membre dans sa fiche."]
    sides = [counted(council.count(college), college) for college in College if council.count(college)]
    lines = [f"{title}\u00a0: {' et '.join(sides)}."]
    lines += [f"- {check.level.label.capitalize()}. {check.title} {check.sentence}" for check in council.checks()]
    lines += [f"Après le {day_in_words(f.last_day, weekday=False)}\u00a0: {f.sentence}" for f in forecasts(council)]
    return lines
