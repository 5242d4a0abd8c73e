"""Sealed by the commands, opened by the holder of the key, put back; and what a kill leaves in clear while it seals."""

import os
import subprocess
import sys

import pyrage
import pytest
from django.conf import settings

from tests.ops.database import empty_database

PLACES = "from council.models import Place; "
# The first bytes of what nobody else may read: gzip, SQLite, a dump of PostgreSQL.
IN_CLEAR = (b"\x1f\x8b", b"SQLite format 3", b"PGDMP", b"--\n-- PostgreSQL")
# Stops where the archive stands whole in clear, just before it is sealed.
WAITING = """
import os, time, django, pyrage
os.environ["DJANGO_SETTINGS_MODULE"] = "clos_portal.settings"
django.setup()
from django.core.management import call_command
pyrage.encrypt_io = lambda *_: (print("sealing", flush=True), time.sleep(600))
call_command("backup")
"""


@pytest.fixture
def site(tmp_path, migrated):
    """One place and one photo; the key is elsewhere."""
    key = pyrage.x25519.Identity.generate()
    with empty_database(tmp_path, like=migrated) as database:
        environment = {
            "PATH": os.environ["PATH"], "ENV_FILE": "/dev/null", "LANG": "C.UTF-8", "DATABASE_URL": database,
            "MEDIA_ROOT": str(tmp_path / "media"), "PRIVATE_MEDIA_ROOT": str(tmp_path / "private"),
            "BACKUPS_ROOT": str(tmp_path / "backups"), "BACKUP_PUBLIC_KEY": str(key.to_public()),
        }  # fmt: skip

        def run(*arguments, code=0):
            result = subprocess.run(
                [sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
            )
            assert result.returncode == code, result.stderr
            return result.stderr if code else result.stdout

        run.environment, run.folder, run.key, run.backups = (
            environment,
            tmp_path,
            tmp_path / "key",
            tmp_path / "backups",
        )
        run.key.write_text(f"{key}\n")
        run.photo = tmp_path / "media" / "photo.jpg"
        run.photo.parent.mkdir()
        run.photo.write_bytes(b"photo")
        run.python = lambda words: run("manage.py", "shell", "--verbosity", "0", "-c", PLACES + words)
        run.python("Place.objects.create(reference='mpt', name='MPT')")
        yield run


def in_clear(folder):
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.read_bytes()[:20].startswith(IN_CLEAR)
    )


def kill_while_it_seals(site):
    sealing = subprocess.Popen(
        [sys.executable, "-c", WAITING], cwd=settings.BASE_DIR, env=site.environment, stdout=subprocess.PIPE, text=True
    )
    assert sealing.stdout.readline() == "sealing\n"
    sealing.kill()
    sealing.wait()


def test_sealed_checked_restored_and_nothing_in_clear_after_a_kill(site):
    kill_while_it_seals(site)
    assert len(in_clear(site.backups)) == 2  # the copy of the database, and the archive not sealed yet
    site("manage.py", "backup")
    [archive] = site.backups.glob("clos-*")
    assert in_clear(site.backups) == [] and archive.name.endswith(".age")
    assert "s’ouvre et est entière" in site("manage.py", "check_backup", "--identity", str(site.key))
    assert "chiffrée" in site("manage.py", "restore", str(archive), "--yes", code=1)
    before = in_clear(site.folder)
    site.python("Place.objects.all().delete()")
    site.photo.unlink()
    site("manage.py", "restore", str(archive), "--yes", "--identity", str(site.key))
    assert "['MPT']" in site.python("print([place.name for place in Place.objects.all()])")
    assert site.photo.read_bytes() == b"photo" and in_clear(site.backups) == []
    [aside] = set(in_clear(site.folder)) - {*before, "counters.sqlite3"}
    assert "-avant-" in aside
