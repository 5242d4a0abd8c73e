"""The code names no council: it serves another one from its folder, and says its own words only."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from clos_portal.packs.identity import WORDS, Council
from tests.packs.names import found_in

pytestmark = pytest.mark.once
OURS = ("content/clos/", "docs/", "tests/", "README.md", "CHANGELOG.md", "LICENSE")
PACKS = [settings.BASE_DIR / "content" / "clos", settings.BASE_DIR / "tests" / "packs" / "essai"]


def test_a_second_council_is_its_own_from_the_first_page_to_the_last_letter():
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/packs/walk_essai.py",
    ]
    environment = os.environ | {"COUNCIL_PACK": "tests/packs/essai", "ENV_FILE": "/dev/null"}
    environment.pop("DATABASE_URL", None)
    walk = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert walk.returncode == 0, walk.stdout[-6000:] + walk.stderr[-2000:]


def test_the_code_names_no_council():
    listed = subprocess.run(["git", "ls-files"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    said = {}
    for name in listed.stdout.splitlines():
        path = settings.BASE_DIR / name
        if name.startswith(OURS) or path.suffix in {".png", ".ico", ".mo"} or not path.is_file():
            continue
        if found := found_in(path.read_text(encoding="utf-8")) | found_in(name):
            said[name] = found
    assert not said


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_a_folder_has_all_that_the_portal_asks_for(folder):
    council, ours = Council.read(folder), Council.read(PACKS[0])
    assert all(getattr(council, word) for word in WORDS)
    assert council.colours.keys() == ours.colours.keys()
    drawings = {path.name for path in (PACKS[0] / "static" / "img").iterdir()}
    assert {path.name for path in (folder / "static" / "img").iterdir()} == drawings
