"""One more size of paper is one more word in one list: every address, and every recipe, takes it from there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from publishing.paper.size import SIZES
from tests.routes import every_route

pytestmark = pytest.mark.once
LISTED = re.compile(r"""a3\|a4|a4\|a[35]|["']a[0-9]["'], *["']a[0-9]["']""")


def test_every_address_of_a_print_takes_its_sizes_from_the_one_list():
    kinds = {route.words: route.parameters["size"] for route in every_route() if "size" in route.parameters}
    assert len(kinds) >= 6 and set(kinds.values()) == {"PaperSize", "HandbillSize"}


def test_no_other_file_lists_the_sizes():
    files = [path for room in settings.ROOMS for path in (Path(settings.BASE_DIR) / room).rglob("*.py")]
    listing = {str(path.relative_to(settings.BASE_DIR)) for path in files if LISTED.search(path.read_text())}
    assert listing == {"publishing/paper/size.py"}


def test_every_recipe_grows_with_the_paper_whatever_its_size():
    recipes = Path(settings.BASE_DIR, "templates", "print").rglob("*.typ")
    assert not [recipe for recipe in recipes if re.search(r"\ba[0-9]: ", recipe.read_text())]
    assert "a4" in SIZES
