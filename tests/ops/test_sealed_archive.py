"""Archives that are opened by the holder of a private key, and by nobody else."""

import io

import pyrage
import pytest
from django.core.management import CommandError, call_command

from clos_portal.archives.backup import BackupError, check, restore
from clos_portal.archives.sealed_archive import NotOpened, seal
from tests.ops.make import make_archive

pytestmark = pytest.mark.once


@pytest.fixture
def key(tmp_path):
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return identity


@pytest.fixture
def sealed(tmp_path, key):
    seal(
        make_archive(tmp_path / "a.tar.gz", made_at="2026-11-26T03:00"),
        tmp_path / "clos-20261126-030000.tar.gz.age",
        str(key.to_public()),
    )
    (tmp_path / "a.tar.gz").unlink()
    return tmp_path / "clos-20261126-030000.tar.gz.age"


def test_its_holder_opens_it_and_it_is_whole(sealed, tmp_path):
    assert check(sealed, tmp_path / "key")["files"]
    assert {path.name for path in tmp_path.iterdir()} == {"key", sealed.name}


def test_it_holds_nothing_in_clear_and_belongs_to_its_owner(sealed):
    content = sealed.read_bytes()
    assert b"manifest.json" not in content and b"\x1f\x8b" not in content[:200]
    assert sealed.stat().st_mode & 0o077 == 0


def test_nobody_else_opens_it(sealed, tmp_path):
    other = tmp_path / "other"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    for identity, word in [
        (None, "chiffrée"),
        (other, "n’ouvre pas"),
        (sealed, "n’ouvre pas|clé privée"),
        (tmp_path / "absent", "lue"),
    ]:
        with pytest.raises(BackupError, match=word):
            check(sealed, identity)


def test_a_truncated_one_is_refused_and_nothing_changes(sealed, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "clos_portal.archives.backup.replace_database", lambda *a: pytest.fail("la base a été remplacée")
    )
    sealed.write_bytes(sealed.read_bytes()[:-40])
    with pytest.raises(BackupError, match="abîmée. Rien n’a été changé"):
        restore(sealed, tmp_path / "key")


def test_a_key_that_is_no_public_key_is_said(tmp_path):
    with pytest.raises(NotOpened, match="BACKUP_PUBLIC_KEY"):
        seal(make_archive(tmp_path / "a.tar.gz"), tmp_path / "b", "age1faux")


def test_the_command_proves_that_the_last_one_opens(sealed, tmp_path, settings):
    settings.BACKUPS_ROOT, said = tmp_path, io.StringIO()
    call_command("check_backup", identity=tmp_path / "key", stdout=said)
    assert f"{sealed.name} s’ouvre et est entière : 2 fichiers, du jeudi 26 novembre 2026." in said.getvalue()
    with pytest.raises(CommandError, match="chiffrée"):
        call_command("check_backup")


@pytest.mark.django_db(transaction=True)
def test_the_nightly_backup_is_sealed_when_there_is_a_key(tmp_path, settings, key, monkeypatch):
    settings.BACKUPS_ROOT, settings.BACKUP_PUBLIC_KEY = tmp_path / "backups", str(key.to_public())
    settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT = tmp_path / "media", tmp_path / "private"
    monkeypatch.setattr("clos_portal.archives.backup.unlink_answers", lambda: None)
    call_command("backup", stdout=io.StringIO())
    [archive] = (tmp_path / "backups").glob("clos-*")
    assert archive.name.endswith(".tar.gz.age") and check(archive, tmp_path / "key")["engine"]
    assert not list((tmp_path / "backups").glob("*.partiel")) and not list((tmp_path / "backups").glob(".sauvegarde*"))


@pytest.mark.django_db(transaction=True)
def test_a_false_key_is_refused_before_anything_is_written(tmp_path, settings):
    settings.BACKUPS_ROOT, settings.BACKUP_PUBLIC_KEY = tmp_path / "backups", "age1faux"
    with pytest.raises(CommandError, match="BACKUP_PUBLIC_KEY"):
        call_command("backup")
    assert not (tmp_path / "backups").exists() or not list((tmp_path / "backups").iterdir())


def test_a_killed_check_leaves_nothing_in_clear_after_the_next(sealed, tmp_path):
    (tmp_path / ".remise-abcd1234").mkdir()
    (tmp_path / ".remise-abcd1234-claire.partiel").write_bytes(b"en clair")
    check(sealed, tmp_path / "key")
    assert {path.name for path in tmp_path.iterdir()} == {"key", sealed.name}
