#!/usr/bin/env python3
"""What the masks leave to read of the real questions: usefulness.py [SEED [PEOPLE…]].

For each number of invented answers, what is shown of the questions, and the tables: published when the cells alone were
protected, those of them that the exact attacker accepts, published today. Exit code 1 if one that it accepts is lost,
whole or in part. On a database in memory.
"""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DATABASE_URL"] = "sqlite:///:memory:"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clos_portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from surveys.figures.results import results_of  # noqa: E402
from surveys.models import Survey  # noqa: E402
from tests.surveys.neighbourhood import answered  # noqa: E402
from tests.surveys.usefulness import compared, plainly_worded  # noqa: E402


def main(seed: int = 0, *people: int) -> bool:
    call_command("migrate", verbosity=0)
    call_command("loaddata", "content/clos/surveys.yaml", verbosity=0)
    questionnaire = plainly_worded(Survey.objects.get(is_model=True).questionnaire())
    lost = [is_something_lost(answered(questionnaire, count, seed)) for count in people or (120, 300, 600)]
    return any(lost)


def is_something_lost(neighbourhood) -> bool:
    questions = results_of(neighbourhood.form.questionnaire, neighbourhood.tally()).questions
    options = [option.count is not None for question in questions for option in question.options]
    tables = list(compared(neighbourhood))
    former, accepted, today, lost = (
        sum(map(told, tables))
        for told in (lambda t: t.former is not None, lambda t: t.accepted, lambda t: t.today, lambda t: t.is_lost)
    )
    print(
        f"{len(neighbourhood.sheets)} answers: {sum(q.is_shown for q in questions)} of {len(questions)} questions, "
        f"{sum(options)} of {len(options)} options; of {len(tables)} tables, "
        f"before {former} ({share(former, tables)}), "
        f"of which safe {accepted}, today {today} ({share(today, tables)}), lost {lost}",
        flush=True,
    )
    return bool(lost)


def share(count: int, tables: list) -> str:
    return f"{100 * count / len(tables):.0f} %"


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
