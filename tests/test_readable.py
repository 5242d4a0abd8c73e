"""Templates and style sheets are read by people: short lines, short templates, one declaration a line."""

import re
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once
ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted(path for folder in ("static/css", "content", "deploy") for path in (ROOT / folder).rglob("*.css"))
WIDTH = 120
LONGEST_TEMPLATE = 90
COMMENT_OR_WORDS = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|\([^()]*\)", re.DOTALL)


def lines(path):
    """(where it stands, the line)"""
    text = path.read_text(encoding="utf-8")
    return [(f"{path.relative_to(ROOT)}:{number}", line) for number, line in enumerate(text.splitlines(), 1)]


def declarations(path):
    """The lines of a sheet without what its comments, strings and functions hold."""
    text = COMMENT_OR_WORDS.sub(lambda found: re.sub(r"[;{}]", " ", found[0]), path.read_text(encoding="utf-8"))
    return [(f"{path.relative_to(ROOT)}:{number}", line) for number, line in enumerate(text.splitlines(), 1)]


def test_there_is_something_to_read():
    assert len(TEMPLATES) > 300 and len(SHEETS) > 20


@pytest.mark.parametrize("paths", [TEMPLATES, SHEETS], ids=["templates", "sheets"])
def test_no_line_is_longer_than_the_screen(paths):
    assert not [where for path in paths for where, line in lines(path) if len(line) > WIDTH]


def test_a_template_is_cut_into_named_pieces_before_it_is_long():
    assert not [str(path.relative_to(ROOT)) for path in TEMPLATES if len(lines(path)) > LONGEST_TEMPLATE]


def test_a_line_of_style_holds_one_declaration():
    assert not [where for path in SHEETS for where, line in declarations(path) if len(re.findall("[;{}]", line)) > 1]
