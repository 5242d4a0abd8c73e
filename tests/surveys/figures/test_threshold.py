"""The thresholds of disclosure are numbers of one file: every page that says them is told by it. No database."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from surveys.figures import disclosure
from surveys.figures.published import Cell
from surveys.figures.reading import Comparison, Group, Reading

pytestmark = pytest.mark.once
SAID = re.compile(r"(moins de|de [01] à|il faut|au moins) (4|5|10|11) (personnes|réponses)", re.IGNORECASE)


def test_the_pages_say_the_numbers_of_the_rules():
    told = render_to_string("surveys/_how_to_read.html", {"reading": Reading(None)})
    assert f"moins de {disclosure.SMALLEST_COUNT} personnes" in told
    assert f"il faut {disclosure.SMALLEST_GROUP} personnes" in told
    comparison = Comparison("Votre âge", [Group("Moins de 18 ans", None, [("Oui", Cell(None, None))])])
    told = render_to_string("surveys/_comparison.html", {"page": {"number": 1}, "comparison": comparison})
    assert f"de 0 à {disclosure.SMALLEST_CELL - 1} personnes" in told


def test_no_template_and_no_other_file_of_the_surveys_writes_them_again():
    files = [*settings.BASE_DIR.glob("templates/**/surveys/**/*.*"), *settings.BASE_DIR.glob("surveys/**/*.py")]
    written = [str(path) for path in files if "migrations" not in path.parts and SAID.search(path.read_text())]
    assert not written
