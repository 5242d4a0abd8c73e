"""Invented neighbourhoods are published, then attacked with the solver from what the pages, files and posters say."""

import subprocess
import sys
from dataclasses import replace

import pytest

from surveys.figures.published import PartResult
from tests.surveys.neighbourhood import invented, with_answers_alone

pytestmark = pytest.mark.once
SEED, NEIGHBOURHOODS, AT_ONCE = 12_000, 320, 40


@pytest.mark.parametrize("start", range(SEED, SEED + NEIGHBOURHOODS, AT_ONCE))
def test_no_small_group_is_told(start):
    for seed in range(start, start + AT_ONCE):
        neighbourhood = invented(seed)
        assert neighbourhood.attacked(neighbourhood.published()) == [], seed


def test_no_small_group_is_told_where_an_answer_goes_alone():
    """«Rien» goes with no other answer: the others say more of who ticked it."""
    for seed in range(AT_ONCE):
        neighbourhood = with_answers_alone(seed)
        assert neighbourhood.attacked(neighbourhood.published()) == [], seed


def test_the_reader_finds_what_a_careless_page_tells():
    """Each hidden figure of a question, shown: the attack is not blind."""
    found, tried = 0, 0
    for seed in range(SEED, SEED + 30):
        neighbourhood = invented(seed)
        results = neighbourhood.published(most_tables=0)
        careless = _unmasked(results, neighbourhood)
        if careless != results:
            tried += 1
            found += bool(neighbourhood.attacked(careless))
    assert tried >= 10 and found >= 0.9 * tried


def _unmasked(results, neighbourhood):
    """As if a mask had been forgotten: every count of every question is shown."""
    tally = neighbourhood.tally()
    questions = []
    for question in results.questions:
        item = next(i for i in neighbourhood.form.questionnaire.items if i.number == question.number)
        counts = [tally.ticked[None, option.pk] for option in item.options]
        options = [replace(o, count=n, percent=None) for o, n in zip(question.options, counts, strict=True)]
        questions.append(replace(question, is_shown=True, has_percentages=False, options=options))
    return replace(results, parts=[PartResult("Partie", questions)])


def test_the_solver_is_loaded_when_a_sum_is_solved_not_for_the_first_page():
    script = """
import sys, django
django.setup()
from django.test import Client
page = Client().get("/sante/", headers={"host": "localhost"})
print(page.status_code, "highspy" in sys.modules, "numpy" in sys.modules)
"""
    started = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert started.stdout.split() == ["200", "False", "False"]
