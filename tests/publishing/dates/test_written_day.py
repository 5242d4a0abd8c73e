"""«1er juin» in French, as it is said; the other languages keep their own way."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import override

from publishing.dates.written_day import written_day

pytestmark = pytest.mark.once
FIRST, SECOND = datetime.date(2017, 6, 1), datetime.date(2017, 6, 2)
LATE_IN_MAY = datetime.datetime(2017, 5, 31, 22, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("day", "form", "words"),
    [
        (FIRST, "l j F Y", "jeudi 1er juin 2017"),
        (FIRST, "j F", "1er juin"),
        (SECOND, "j F Y", "2 juin 2017"),
        (datetime.date(2017, 6, 11), "j F Y", "11 juin 2017"),
        (LATE_IN_MAY, r"l j F Y à G \h i", "jeudi 1er juin 2017 à 0 h 30"),
    ],
)
def test_the_first_day_of_a_month_is_the_1er(day, form, words):
    assert written_day(day, form) == words


def test_only_french_says_1er():
    with override("en"):
        assert written_day(FIRST, "l j F Y") == "Thursday 1 June 2017"
    with override("pt"):
        assert "1er" not in written_day(FIRST)


def test_a_template_writes_a_day_or_nothing():
    template = Template('{{ first|day }}|{{ first|day:"l j F" }}|{{ nothing|day }}')
    assert template.render(Context({"first": FIRST, "nothing": None})) == "1er juin 2017|jeudi 1er juin|"


def test_no_page_writes_a_day_of_the_month_otherwise():
    bare = re.compile(r"\|date:[\"'][^\"']*j F")
    pages = Path(settings.BASE_DIR, "templates").rglob("*.*")
    assert [page.name for page in pages if bare.search(page.read_text("utf-8"))] == []
