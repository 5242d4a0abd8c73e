#!/usr/bin/env python3
"""What paper costs: survey_posters.py, on a portal with the examples loaded. Each is laid out three times: the first
time, as after a restart, and the best one, when typst remembers what it has laid out. Our own cache is emptied.

A set of posters must take less than 3 s; the rest is told for information.
"""

import sys
import time

import portal  # noqa: F401  Django is set up before its models are imported
from django.core.cache import cache

from surveys.models import Survey
from surveys.paper.paper_pdf import letters_pdf, questionnaire_pdf
from surveys.paper.poster_pdf import poster_pdf, sheets_of

MOST_SECONDS = 3


def timed(act, times=3):
    spent = []
    for _ in range(times):
        cache.clear()
        start = time.perf_counter()
        content = act()
        spent.append(time.perf_counter() - start)
    return spent[0], min(spent), len(content) // 1000


def main():
    survey = Survey.objects.with_public_results().first()
    if survey is None:
        sys.exit("Load the examples first: manage.py load_demo")
    sheets = sheets_of(survey)
    acts = {
        f"{len(sheets)} posters, A4": lambda: poster_pdf(survey, sheets, size="a4"),
        f"{len(sheets)} posters, A3": lambda: poster_pdf(survey, sheets, size="a3"),
        "one questionnaire, A4": lambda: questionnaire_pdf(survey),
        "50 numbered questionnaires, A4": lambda: questionnaire_pdf(survey, numbers=range(1, 51)),
        "100 letters": lambda: letters_pdf(survey, ["ABCDEFGHJKMNPQ"] * 100),
    }
    spent = {}
    for name, act in acts.items():
        spent[name], best, size = timed(act)
        print(f"{name:34}{spent[name]:8.2f} s, best {best:6.2f} s {size:7} kB", flush=True)
    sys.exit(any(seconds > MOST_SECONDS for name, seconds in spent.items() if "posters" in name))


if __name__ == "__main__":
    main()
