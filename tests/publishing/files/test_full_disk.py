"""The disk refuses a file: it is said at its field, what was typed comes back, and nothing half done stays."""

import contextlib
import errno
import json
import re

import pytest
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction

from events.models import Photo
from publishing.files.private_storage import FileNotStored, PrivateStorage, whole_or_nothing
from tests.events.make import jpeg, make_event, make_photo, upload
from tests.meetings.make import make_meeting
from tests.members.make import make_member
from tests.proposals.make_idea import make_reference_example
from tests.walks.make import make_walk
from walks.models import Observation

pytestmark = pytest.mark.django_db
FULL, CLOSED = "Le disque du site est plein", "Le site ne peut pas écrire dans son dossier"


@pytest.fixture
def disk(monkeypatch, settings):
    """`disk(room, error)`: after `room` files, half of the next is written, then the error comes."""
    real, left = FileSystemStorage._save, {}

    def save(storage, name, content):
        left["room"] -= 1
        if left["room"] >= 0:
            return real(storage, name, content)
        path = settings.PRIVATE_MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        raise OSError(left["error"], "refused")

    def limited(room, error=errno.ENOSPC):
        left.update(room=room, error=error)
        monkeypatch.setattr(FileSystemStorage, "_save", save)

    return limited


def files(settings):
    return sorted(path.name for path in settings.PRIVATE_MEDIA_ROOT.rglob("*") if path.is_file())


def page_of_photos(client, count, **options):
    photos = [upload(f"{number}.jpg", jpeg(side=60)) for number in range(count)]
    return client.post(f"/admin/events/event/{make_event().pk}/photos/ajouter/", {"photos": photos}, **options)


def test_ten_photos_and_room_for_four_say_which_were_taken(technician_client, disk, settings):
    disk(room=4 * 4 + 2)
    page = page_of_photos(technician_client, 10).text
    assert "4 prises, 6 refusées\u00a0: le disque est plein." in page and page.count(FULL) == 6
    assert Photo.objects.count() == 4 and len(files(settings)) == 4 * 4


def test_the_script_is_told_the_same(technician_client, disk):
    disk(room=0)
    answer = page_of_photos(technician_client, 1, headers={"accept": "application/json"})
    assert FULL in json.loads(answer.content)["photos"][0]["error"]


def test_a_full_database_is_said_as_a_full_disk(technician_client, monkeypatch, settings):
    def full(photo):
        photo.copies.make(photo.file)
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Photo, "save_with_copies", full)
    assert "0 prise, 2 refusées\u00a0: le disque est plein." in page_of_photos(technician_client, 2).text
    assert files(settings) == []


def as_typed(client, address, **changes):
    """What the page holds, sent back with a few changes."""
    context = client.get(address).context
    formsets = [inline.formset for inline in context.get("inline_admin_formsets", [])]
    forms = [context["adminform"].form if "adminform" in context else context["form"]]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    typed = {field.html_name: field.value() for form in forms for field in form if not isinstance(field.value(), File)}
    kept = {name: value for name, value in typed.items() if str(value) not in ("None", "", "False", "[]")}
    return client.post(address, kept | changes)


def scan(name="scan.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.4 signed", "application/pdf")


UPLOADS = {
    "portrait": lambda: (make_member(last_name="Avant"), {
        "last_name": "Après", "portrait": upload(), "site_consent_on": "01/09/2026", "portrait_alt": "Elle sourit.",
        "portrait_credit": "Ada", "is_minor": "False"}),
    "photo": lambda: (make_photo(), {"caption": "Après", "file": upload()}),
    "authorisation": lambda: (make_photo(), {"caption": "Après", "authorisation": scan()}),
    "document of a meeting": lambda: (make_meeting(title="Avant"), {
        "title": "Après", "attachments-TOTAL_FORMS": 1, "attachments-0-title": "Plan", "attachments-0-file": scan()}),
    "example of reference": lambda: (make_reference_example(title="Avant"), {
        "title": "Après", "photo": upload(), "photo_alt": "Une rue.", "photo_credit": "Ada"}),
}  # fmt: skip


@pytest.mark.parametrize(("error", "sentence"), [(errno.ENOSPC, FULL), (errno.EROFS, CLOSED), (errno.EACCES, CLOSED)])
@pytest.mark.parametrize("what", UPLOADS)
def test_every_upload_of_the_desk_says_it_at_its_field_and_keeps_what_was_typed(
    technician_client, disk, settings, what, error, sentence
):
    record, changes = UPLOADS[what]()
    before, address = files(settings), f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"
    disk(room=0, error=error)
    answer = as_typed(technician_client, address, **changes)
    mistakes = re.findall(r'class="errorlist[^>]*>(.*?)</ul>', answer.text, re.DOTALL)
    assert answer.status_code == 200 and len(mistakes) == 1 and sentence in mistakes[0], mistakes
    assert 'value="Après"' in answer.text and "Après" not in str(type(record).objects.get(pk=record.pk))
    assert files(settings) == before


def test_an_observation_is_not_kept_without_its_photo_and_the_page_says_why(technician_client, disk, settings):
    walk = make_walk(stops=1)
    address = f"/admin/walks/walk/{walk.pk}/saisie"
    disk(room=1)
    answer = as_typed(technician_client, address, kind="question", category="voirie", text="Un trou.", photo=upload())
    assert FULL in answer.text and "Un trou." in answer.text
    assert not Observation.objects.exists() and files(settings) == []


def test_what_ends_badly_takes_its_files_back(settings):
    with contextlib.suppress(ZeroDivisionError), whole_or_nothing():
        with whole_or_nothing():
            PrivateStorage().save("photos/a.jpg", scan())
        assert files(settings) == ["a.jpg"]
        raise ZeroDivisionError
    assert files(settings) == []


def test_a_row_that_may_stand_keeps_its_files(settings, monkeypatch):
    """The database's last answer is lost: nobody knows whether it was saved."""

    leave, depth = transaction.Atomic.__exit__, len(connection.atomic_blocks)

    def lost(block, *details):
        leave(block, *details)
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(transaction.Atomic, "__exit__", lost)
    with contextlib.suppress(OperationalError), whole_or_nothing():
        PrivateStorage().save("photos/a.jpg", scan())
    monkeypatch.undo()
    assert files(settings) == ["a.jpg"] and len(connection.atomic_blocks) == depth


def test_a_file_that_the_disk_keeps_by_force_does_not_stop_the_page(settings, monkeypatch):
    PrivateStorage().save("photos/a.jpg", scan())

    def refuse(path):
        raise PermissionError(errno.EACCES, "refused")

    monkeypatch.setattr("django.core.files.storage.filesystem.os.remove", refuse)
    PrivateStorage().delete("photos/a.jpg")
    assert files(settings) == ["a.jpg"]


def test_the_sentence_is_a_mistake_of_a_form():
    assert FileNotStored(OSError(errno.ENOSPC, "")).messages[0].startswith(FULL)
