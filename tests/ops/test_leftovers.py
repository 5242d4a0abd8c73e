"""Killed backups and restores leave nothing in clear for long."""

import datetime

import pytest
from django.conf import settings
from django.utils import timezone

from clos_portal.archives.archive_keeping import restoring, sweep_leftovers

pytestmark = pytest.mark.once
HONEST = {"media", "private", "clos-20261126-030000.tar.gz", "compte-rendu-avant-travaux.pdf", "db.sqlite3", ".remise"}


@pytest.fixture
def place(settings, tmp_path):
    settings.BACKUPS_ROOT, settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT = tmp_path, tmp_path / "media", tmp_path
    for name in HONEST:
        (tmp_path / name).touch()
    return tmp_path


def aside(place, days, name="media", ending=""):
    path = place / f"{name}-avant-{timezone.now() - datetime.timedelta(days=days):%Y%m%d-%H%M%S}{ending}"
    path.mkdir() if name == "media" else path.touch()
    return path


def names(place):
    return {path.name for path in place.iterdir()}


def test_what_a_kill_left_goes_and_nothing_else(place):
    for name in (".sauvegarde-a1b2_3d4", ".remise-abcdefgh"):
        (place / name / "media").mkdir(parents=True)
    (place / "clos-20261126-030000.tar.gz.partiel").touch()
    sweep_leftovers()
    assert names(place) == HONEST


def test_what_was_put_aside_stays_a_week(place):
    fresh = aside(place, days=6)
    aside(place, days=8)
    aside(place, days=8, name="db.sqlite3", ending="-journal")
    aside(place, days=8, name="base", ending=".dump")
    sweep_leftovers()
    assert names(place) == HONEST | {fresh.name}


def test_what_an_unfinished_restore_put_aside_stays(place):
    old = aside(place, days=30)
    restoring().touch()
    sweep_leftovers()
    assert old.exists()


@pytest.mark.parametrize("file", [".gitignore", ".dockerignore"])
def test_neither_git_nor_the_image_takes_them(file):
    ignored = (settings.BASE_DIR / file).read_text(encoding="utf-8").split()
    assert {".sauvegarde-*", ".remise-*", "*.partiel", "*-avant-[0-9]*"} <= set(ignored)
