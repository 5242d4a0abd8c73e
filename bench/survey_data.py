#!/usr/bin/env python3
"""A closed questionnaire with many invented answers, to measure on: survey_data.py RESPONSES.

On PostgreSQL, copies of the first answers are made by the server itself when there are more than 50,000.

Run it from the repository on a database of its own, migrated and with the content loaded, never on the real one:
DATABASE_URL=sqlite:///db.sqlite3.bench python bench/survey_data.py 50000
"""

import datetime
import sys

import portal  # noqa: F401  Django is set up before its models are imported
from django.db import connection, transaction

from surveys.demo import add_example_answers
from surveys.models import Survey, SurveyAnswer, SurveyResponse

REFERENCE, AT_ONCE = "banc-d-essai", 2_000
MOST_BY_HAND = 50_000
# A copy has a key of its own, the same in both tables: the print of the copied key and of the rank of the copy.
COPIES = (
    """INSERT INTO surveys_surveyresponse (id, survey_id, channel, batch_id, answered_on)
    SELECT md5(first.id::text || rank)::uuid, survey_id, channel, batch_id, answered_on
    FROM surveys_surveyresponse first, generate_series(2, %s) rank WHERE survey_id = %s""",
    """INSERT INTO surveys_surveyanswer (id, response_id, question_id, line_id, choice_id, text, is_first)
    SELECT gen_random_uuid(), md5(response_id::text || rank)::uuid, question_id, line_id, choice_id, text, is_first
    FROM surveys_surveyanswer first, generate_series(2, %s) rank WHERE response_id IN
    (SELECT id FROM surveys_surveyresponse WHERE survey_id = %s)""",
)


def fill(count):
    model = Survey.objects.get(is_model=True)
    survey = model.duplicate(REFERENCE, "Banc d’essai", is_example=True)
    day = datetime.date(2018, 9, 20)
    survey.open(day)
    by_hand = AT_ONCE if connection.vendor == "postgresql" and count > MOST_BY_HAND else count
    for start in range(0, by_hand, AT_ONCE):
        add_example_answers(survey, min(AT_ONCE, by_hand - start), day)
    survey.close(day)
    if by_hand < count:
        copy_on_the_server(survey, count // by_hand)


def copy_on_the_server(survey, times):
    """Answers first: afterwards, the responses that were copied could no longer be told from the copies."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for statement in reversed(COPIES):
            cursor.execute(statement, [times, survey.pk])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    fill(int(sys.argv[1]))
    print(f"{SurveyResponse.objects.count()} responses, {SurveyAnswer.objects.count()} answers")
