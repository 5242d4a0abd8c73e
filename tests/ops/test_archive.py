"""What must never be restored: nothing of the site is touched before the whole archive was read."""

import hashlib

import pytest

from clos_portal.archives.backup import BackupError, restore
from tests.ops.make import make_archive

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _current_files(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT = tmp_path / "media", tmp_path / "private"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "photo.jpg").write_bytes(b"celle du site")


def refuse(archive, word, monkeypatch):
    monkeypatch.setattr(
        "clos_portal.archives.backup.replace_database", lambda *a: pytest.fail("la base a été remplacée")
    )
    with pytest.raises(BackupError, match=word) as refusal:
        restore(archive)
    assert "Rien n’a été changé" in str(refusal.value)
    assert (archive.parent / "media" / "photo.jpg").read_bytes() == b"celle du site"
    assert {path.name for path in archive.parent.iterdir()} <= {"media", "a.tar.gz"}


@pytest.mark.parametrize("kept", [0, 40, 120, -20])
def test_a_truncated_archive(tmp_path, monkeypatch, kept):
    archive = make_archive(tmp_path / "a.tar.gz")
    archive.write_bytes(archive.read_bytes()[:kept])
    refuse(archive, "abîmée", monkeypatch)


def test_an_archive_with_a_byte_changed(tmp_path, monkeypatch):
    archive = make_archive(tmp_path / "a.tar.gz")
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    archive.write_bytes(content)
    refuse(archive, "abîmée|modifié", monkeypatch)


def test_an_archive_that_is_not_there(tmp_path, monkeypatch):
    refuse(tmp_path / "a.tar.gz", "pas d’archive", monkeypatch)


def test_a_file_that_changed_since(tmp_path, monkeypatch):
    listed = {"database": hashlib.sha256(b"une autre copie").hexdigest()}
    refuse(make_archive(tmp_path / "a.tar.gz", {"database": b"copie"}, files=listed), "modifié", monkeypatch)


def test_a_file_that_the_manifest_does_not_name(tmp_path, monkeypatch):
    listed = {"database": hashlib.sha256(b"copie").hexdigest()}
    content = {"database": b"copie", "media/page.html": b"<script>"}
    refuse(make_archive(tmp_path / "a.tar.gz", content, files=listed), "modifié", monkeypatch)


@pytest.mark.parametrize("name", ["media/../../evade", "/tmp/evade", "../evade", "ailleurs/evade"])
def test_a_file_that_would_land_elsewhere(tmp_path, monkeypatch, name):
    refuse(make_archive(tmp_path / "a.tar.gz", {"database": b"copie", name: b"x"}), "abîmée", monkeypatch)


def test_a_link(tmp_path, monkeypatch):
    refuse(make_archive(tmp_path / "a.tar.gz", links=["media/lien"]), "abîmée", monkeypatch)


@pytest.mark.parametrize(
    ("manifest", "word"),
    [
        ({"engine": "autre"}, "vient d’une base"),
        ({"format": 99}, "autre version"),
        ({"migrations": [["council", "9999_future"]]}, "plus récente"),
        ({"files": None}, "modifié"),
    ],
)
def test_an_archive_from_elsewhere_or_from_tomorrow(tmp_path, monkeypatch, manifest, word):
    refuse(make_archive(tmp_path / "a.tar.gz", **manifest), word, monkeypatch)
