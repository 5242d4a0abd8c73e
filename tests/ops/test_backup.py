"""Backups through the commands, on a real database file or, when the suite runs on PostgreSQL, on a real server."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile

import pytest
from django.conf import settings

from tests.ops.database import empty_database

PLACE = "from council.models import Place; "
FROZEN = "from tests.surveys.models.test_recheck import *; told_of_the_five(make_frozen_yesterday())"
UNSAFE = "Résultats retirés, ils laissaient retrouver un petit groupe\u00a0: "
CURSOR = "from django.db import connection as c; cursor = c.cursor(); "


@pytest.fixture
def database(tmp_path, migrated):
    with empty_database(tmp_path, like=migrated) as address:
        yield address


@pytest.fixture
def site(tmp_path, database):
    """A site with one place and one photo, and its backup."""
    environment = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "/dev/null",
        "LANG": "C.UTF-8",
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(tmp_path / "media"),
        "PRIVATE_MEDIA_ROOT": str(tmp_path / "private"),
        "BACKUPS_ROOT": str(tmp_path / "backups"),
    }

    def manage(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        result = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        return result.stdout

    manage.python = lambda code: manage("shell", "--verbosity", "0", "-c", code)
    manage.python(PLACE + "Place.objects.create(reference='mpt', name='MPT')")
    manage.folder, manage.archive, manage.photo = tmp_path, tmp_path / "a.tar.gz", tmp_path / "media" / "photo.jpg"
    manage.photo.parent.mkdir()
    manage.photo.write_bytes(b"photo")
    manage.names = lambda: manage.python(PLACE + "print([place.name for place in Place.objects.all()])")
    manage("backup", str(manage.archive))
    return manage


def test_a_backup_survives_a_wipe(site):
    """The tables, the file of the database, a journal left by a crash, the photos: all goes, all comes back."""
    cascade = " CASCADE" if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else ""
    site.python(CURSOR + f"cursor.execute('DROP TABLE council_place{cascade}')")
    site.python(CURSOR + "cursor.execute('CREATE TABLE council_future (id integer)')")
    for path in site.folder.glob("db.sqlite3"):
        path.unlink()
        path.with_name("db.sqlite3-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + bytes(504))
    site.photo.unlink()
    site("restore", str(site.archive), "--yes")
    assert "MPT" in site.names() and site.photo.read_bytes() == b"photo"
    assert len(list(site.folder.glob("*-avant-*-journal"))) == (not cascade)  # SQLite would have played it back
    assert "council_future" not in site.python(CURSOR + "print(c.introspection.table_names())")


def test_a_backup_is_private_and_leaves_nothing_behind(site):
    assert site.archive.stat().st_mode & 0o077 == 0
    assert not [path for path in site.folder.iterdir() if path.name.startswith(".") or path.name.endswith(".partiel")]


def test_restoring_keeps_what_was_there_aside(site):
    site.python(PLACE + "Place.objects.create(reference='plus', name='Depuis')")
    site("restore", str(site.archive), "--yes")
    assert "Depuis" not in site.names()
    [kept] = [*site.folder.glob("db.sqlite3-avant-*"), *site.folder.glob("base-avant-*.dump")]
    assert b"Depuis" in kept.read_bytes()
    assert (next(site.folder.glob("media-avant-*")) / "photo.jpg").exists()


def test_an_older_archive_catches_up_with_the_portal(site):
    site("migrate", "clos_portal", "zero", "--verbosity", "0")
    site("backup", str(site.archive))
    site("restore", str(site.archive), "--yes")
    site("migrate", "--check")


def test_results_of_older_rules_that_come_back_are_attacked_before_the_site_opens(site):
    site.python(FROZEN)
    site("backup", str(site.archive))
    assert f"{UNSAFE}1." in site("restore", str(site.archive), "--yes")
    assert "closed" in site.python("from surveys.models import Survey; print(Survey.objects.get().state)")
    assert "0 résultat(s) vérifié(s)" in site("recheck_results")


def test_restoring_asks_first(site):
    with pytest.raises(AssertionError, match="--yes"):
        site("restore", str(site.archive))


def change_database(archive, change):
    """As who holds the archive could: the digests are right."""
    with tarfile.open(archive) as old:
        content = {member.name: old.extractfile(member).read() for member in old if member.isfile()}
    content["database"] = change(content["database"])
    manifest = json.loads(content["manifest.json"])
    manifest["files"]["database"] = hashlib.sha256(content["database"]).hexdigest()
    with tarfile.open(archive, "w:gz") as new:
        for name, data in (content | {"manifest.json": json.dumps(manifest).encode()}).items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            new.addfile(member, io.BytesIO(data))


ORDERS = [b"\\! touch {}\n", b"SELECT 1 \\! touch {}\n", b"\\restrict a \\! touch {}\n"]


def test_an_archive_gives_no_order_to_the_machine(site):
    mark, honest = site.folder / "mark", site.archive.read_bytes()
    site.python(PLACE + "Place.objects.create(reference='plus', name='Depuis')")
    for order in ORDERS:
        site.archive.write_bytes(honest)
        change_database(site.archive, lambda copy, order=order: order.replace(b"{}", str(mark).encode()) + copy)
        with pytest.raises(AssertionError):
            site("restore", str(site.archive), "--yes")
        assert not mark.exists()
    assert "Depuis" in site.names()


def test_what_may_serve_twice_is_counted_when_made_and_when_restored(site):
    """Three answers with a code: all come back, the three codes would serve again, and both commands say so."""
    site.python(
        "from tests.surveys.make import *; from surveys.models import OneTimeCode; "
        "survey = make_open_survey(needs_code=True); codes = OneTimeCode.objects.draw(survey, 5); "
        "[survey.responses.receive(survey, ticks(questions(survey)[0], 'Oui'), answered_on=timezone.localdate(), "
        "token_hash=code, code=code) for code in codes[:3]]"
    )
    made = site("backup", str(site.archive))
    assert "3 codes, 3 envois" in made and "3 codes, 3 envois" in site("restore", str(site.archive), "--yes")
    count = (
        "from surveys.models import *; print(SurveyResponse.objects.count(), "
        "OneTimeCode.objects.filter(is_used=True).count())"
    )
    assert site.python(count).split() == ["3", "0"]
    site("migrate", "--check")
    site("check")
