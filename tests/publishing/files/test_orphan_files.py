"""The sweep of the night: what no row names leaves the disk, what a row or a kept version names never does."""

import datetime
import os

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from meetings.models import Attachment
from publishing.files.orphan_files import sweep
from publishing.files.private_storage import PrivateStorage
from tests.events.make import make_photo
from tests.meetings.make import make_meeting
from tests.members.make import give_portrait, make_member
from tests.proposals.make_idea import make_reference_example

pytestmark = pytest.mark.django_db
LATER = datetime.timedelta(days=1, minutes=1)


@pytest.fixture(autouse=True)
def _own_temporary_folder(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "receiving"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()


def stored(settings):
    root = settings.PRIVATE_MEDIA_ROOT
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def fill():
    """One of each file that the house keeps."""
    photo, member = make_photo(), make_member()
    photo.save_with_copies()
    give_portrait(member, site="2026-01-01", poster="2026-01-01", press="2026-01-01")
    Attachment.objects.create(meeting=make_meeting(), title="Plan", file=ContentFile(b"%PDF-", "plan.pdf"))
    words = {"photo_alt": "Une rue.", "photo_credit": "Ada"}
    example = make_reference_example(photo=ContentFile(b"x", "old.jpg"), **words)
    example.photo = ContentFile(b"x", "new.jpg")  # the history still names the old one
    example.save()


def test_nothing_that_is_named_ever_leaves(settings):
    fill()
    before = stored(settings)
    assert len(before) >= 14
    assert sweep(now=timezone.now() + 400 * LATER) == [] and stored(settings) == before


@pytest.mark.parametrize("folder", ["photos", "authorisations", "portraits", "portraits/site", "meetings", "reference"])
def test_what_nothing_names_leaves_after_a_day(settings, folder):
    fill()
    before = stored(settings)
    name = PrivateStorage().save(f"{folder}/orphan.jpg", ContentFile(b"x"))
    path = settings.PRIVATE_MEDIA_ROOT / name
    assert sweep() == [] and path.exists()
    assert sweep(dry_run=True, now=timezone.now() + LATER) == [str(path)] and path.exists()
    assert sweep(now=timezone.now() + LATER) == [str(path)]
    assert stored(settings) == before


def test_the_copy_of_a_removed_width_goes_and_the_family_of_a_photo_stays(settings):
    photo = make_photo()
    photo.save_with_copies()
    stem = photo.copies.name.rpartition("-")[0]
    PrivateStorage().save(f"{stem}-999.webp", ContentFile(b"x"))
    assert [os.path.basename(path) for path in sweep(now=timezone.now() + LATER)] == [
        f"{os.path.basename(stem)}-999.webp"
    ]


def test_a_file_of_somebody_else_and_a_link_are_left_alone(settings):
    fill()
    other = settings.PRIVATE_MEDIA_ROOT / "prints.txt"
    other.write_text("kept")
    link = settings.PRIVATE_MEDIA_ROOT / "photos" / "link.jpg"
    link.symlink_to(other)
    assert sweep(now=timezone.now() + LATER) == [] and link.is_symlink()


def test_what_was_being_received_when_the_server_was_killed_leaves_too(settings):
    (settings.FILE_UPLOAD_TEMP_DIR / "tmpabc.upload.jpg").write_bytes(b"x")
    (settings.FILE_UPLOAD_TEMP_DIR / "other.txt").write_bytes(b"x")
    assert len(sweep(now=timezone.now() + LATER)) == 1


def test_a_disk_without_any_folder_has_nothing_to_sweep():
    assert sweep(now=timezone.now() + LATER) == []


def test_the_command_says_how_many(capsys, settings):
    path = settings.PRIVATE_MEDIA_ROOT / PrivateStorage().save("photos/orphan.jpg", ContentFile(b"x"))
    two_days_ago = timezone.now().timestamp() - 2 * 86400
    os.utime(path, (two_days_ago, two_days_ago))
    call_command("sweep_files", "--dry-run")
    assert capsys.readouterr().out == "Fichiers sans fiche\u00a0: 1 à enlever.\n" and path.exists()
    call_command("sweep_files")
    assert capsys.readouterr().out == "Fichiers sans fiche\u00a0: 1 enlevés.\n" and not path.exists()
