#!/usr/bin/env python3
"""What results and the raw export cost: survey_results.py, after survey_data.py, on the same database.

Prints the time to count and mask from nothing, to read what is frozen, and to write the raw file, with the number of
queries, the memory taken, and the ratio to one scan of the table of answers.
"""

import resource
import time

import portal  # noqa: F401  Django is set up before its models are imported
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surveys.desk.raw_export import raw_file
from surveys.models import PublishedResults, Survey, SurveyAnswer

REFERENCE = "banc-d-essai"
MOST_TO_COUNT = 50_000  # counting also mixes every answer again, one by one: not what is measured here
FIELDS = ["response", "question", "line", "choice", "text"]


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(name, act, scan=None):
    before, start = memory(), time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        act()
    spent = time.perf_counter() - start
    ratio = f"{spent / scan:6.2f} x one scan" if scan else ""
    print(f"{name:34}{spent:8.2f} s {len(queries):3} queries {memory() - before:5} MB more {ratio}", flush=True)
    return spent


def scan_answers():
    for _ in SurveyAnswer.objects.values_list(*FIELDS).iterator(2_000):
        pass


def main():
    survey = Survey.objects.get(reference=REFERENCE)
    print(f"{survey.responses.count()} responses, {connection.vendor}")
    measure("results, cold", survey.masked_results)
    if not survey.is_counted and survey.responses.count() <= MOST_TO_COUNT:
        measure("counting, once for all", lambda: survey.count_results(survey.closes_on))
    if survey.is_counted:
        measure("results, frozen", lambda: PublishedResults.objects.get(survey=survey).results)
    scan = measure("one scan of the answers", scan_answers)
    measure("raw export", lambda: raw_file(survey).close(), scan)


if __name__ == "__main__":
    main()
