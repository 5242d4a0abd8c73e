#!/usr/bin/env python3
"""A closed questionnaire with many invented answers, to measure on: survey_data.py RESPONSES.

Run it from the repository on a database of its own, migrated and with the content loaded, never on the real one:
DATABASE_URL=sqlite:////tmp/bench.sqlite3 python bench/survey_data.py 50000
"""

import datetime
import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clos_portal.settings")
django.setup()

from surveys.demo import add_example_answers  # noqa: E402
from surveys.models import Survey, SurveyAnswer, SurveyResponse  # noqa: E402

REFERENCE, AT_ONCE = "banc-d-essai", 2_000


def fill(count):
    model = Survey.objects.get(is_model=True)
    survey = model.duplicate(REFERENCE, "Banc d’essai", is_example=True)
    day = datetime.date(2018, 9, 20)
    survey.open(day)
    for start in range(0, count, AT_ONCE):
        add_example_answers(survey, min(AT_ONCE, count - start), day)
    survey.close(day)
    return survey


if __name__ == "__main__":
    fill(int(sys.argv[1]))
    print(f"{SurveyResponse.objects.count()} responses, {SurveyAnswer.objects.count()} answers")
