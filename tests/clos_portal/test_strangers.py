"""Somebody who is not logged in makes the back office write nothing to the disk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

pytestmark = pytest.mark.django_db
PAGES = ["/admin/walks/walk/1/photos/ajouter/", "/admin/login/", "/admin/mot-de-passe-oublie/", "/admin/nulle-part/"]


@pytest.fixture
def written(monkeypatch):
    """One word for each file that an upload handler began to write."""
    begun = []
    really = TemporaryFileUploadHandler.new_file

    def note(self, *args, **options):
        begun.append("file")
        return really(self, *args, **options)

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", note)
    return begun


def a_photo(size=4_000_000):
    return {"photos": SimpleUploadedFile("p.jpg", b"x" * size, "image/jpeg")}


@pytest.mark.parametrize("page", PAGES)
def test_the_files_of_a_stranger_are_thrown_away_before_they_are_written(client_that_checks_csrf, written, page):
    assert client_that_checks_csrf.post(page, a_photo()).status_code in (302, 403, 404)
    assert written == []


@pytest.mark.parametrize("page", PAGES[:1])
def test_they_are_led_to_the_door(client, written, page):
    assert client.post(page, a_photo())["Location"].startswith("/admin/login/?next=/admin/")
    assert written == []


def test_those_of_a_member_are_read(technician_client, written):
    technician_client.post("/admin/password_change/", a_photo())
    assert written
