import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image

from events.models import Photo, PhotoRemovalRequest
from publishing.forms.form_token import new_token
from publishing.photos.credited_photo import Agreement, MinorsAgreement, Rights
from publishing.publishable import Publication
from tests.events.make import jpeg, make_event, make_photo, make_shown_photo, upload

pytestmark = pytest.mark.django_db
LACKS = [
    {"alt": ""},
    {"alt": "  "},
    {"credit": " "},
    {"author": ""},
    {"rights": Rights.UNKNOWN},
    {"people": Agreement.MISSING},
    {"minors": MinorsAgreement.MISSING},
]


@pytest.fixture(autouse=True)
def _patient(settings, monkeypatch):
    monkeypatch.setattr("publishing.forms.form_token._is_younger_than", lambda *args: False)


def files(settings):
    return sorted(path.name for path in settings.PRIVATE_MEDIA_ROOT.rglob("*") if path.is_file())


@pytest.mark.parametrize("lack", LACKS)
def test_a_photo_that_lacks_something_is_refused_by_the_form_and_by_the_database(lack):
    photo = make_photo(**lack)
    photo.publication = Publication.PUBLISHED
    with pytest.raises(ValidationError, match="Il manque"):
        photo.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=photo.pk).update(publication=Publication.PUBLISHED)


def test_a_photo_without_its_written_authorisation_stays_hidden():
    photo = make_photo(authorisation=b"")
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=photo.pk).update(publication=Publication.PUBLISHED)


def test_a_decorative_photo_needs_no_words_and_takes_none():
    make_shown_photo(alt="", is_decorative=True)
    with pytest.raises(ValidationError, match="décorative"):
        make_photo(is_decorative=True).full_clean()


def test_a_lost_photo_leaves_an_empty_place_with_its_credit(client):
    event = make_event()
    Photo.objects.create(event=event, caption="La galette", credit="© Journal", publication=Publication.PUBLISHED)
    page = client.get(event.get_absolute_url()).content.decode()
    assert (
        "La galette" in page
        and "© Journal" in page
        and "<img src" not in page.split("<figure")[1].split("</figure>")[0]
    )


def test_a_shown_photo_has_its_sizes_its_words_and_its_credit_beside(client):
    photo = make_shown_photo()
    page = client.get(photo.event.get_absolute_url()).content.decode()
    assert "320w" in page and "640w" in page and 'width="900"' in page and 'loading="lazy"' in page
    assert photo.alt in page and photo.credit in page
    response = client.get(photo.sources[0][0])
    assert response.status_code == 200 and response["Content-Type"] == "image/webp"


@pytest.mark.parametrize("hide", ["photo", "event", "quarantine", "321", "0"])
def test_a_photo_that_is_not_public_is_a_404(client, hide):
    photo = make_shown_photo()
    address = photo.sources[0][0]
    if hide == "photo":
        Photo.objects.update(publication=Publication.DRAFT)
    elif hide == "event":
        type(photo.event).objects.update(publication=Publication.DRAFT)
    elif hide == "quarantine":
        photo.quarantine()
    else:
        address = address.replace("320", hide)
    assert client.get(address).status_code == 404


def test_one_message_withdraws_a_photo_at_once(client):
    photo = make_shown_photo()
    data = {"token": new_token(), "message": "C’est moi.", "contact": "", "website": ""}
    assert client.post(photo.removal_url, data, follow=True).status_code == 200
    assert client.get(photo.sources[0][0]).status_code == 404
    assert PhotoRemovalRequest.objects.get().photo == photo


def test_a_robot_withdraws_nothing(client):
    photo = make_shown_photo()
    data = {"token": new_token(), "website": "http://spam"}
    assert client.post(photo.removal_url, data).status_code == 422
    assert Photo.objects.of_public_events().exists()


def test_a_photo_in_quarantine_cannot_be_published_before_an_answer():
    photo = make_shown_photo()
    photo.quarantine()
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.update(publication=Publication.PUBLISHED)
    photo.release()
    Photo.objects.update(publication=Publication.PUBLISHED)


def test_no_place_and_no_date_of_the_picture_reach_the_disk(settings, technician_client):
    exif = Image.Exif()
    exif[0x010F], exif[0x9003] = "TelephoneSecret", "2026:01:01 10:00:00"

    event = make_event()
    address = f"/admin/events/event/{event.pk}/photos/ajouter/"
    technician_client.post(address, {"photos": [upload(content=jpeg(exif=exif))]})
    assert Photo.objects.count() == 1
    content = b"".join(path.read_bytes() for path in settings.PRIVATE_MEDIA_ROOT.rglob("*.*"))
    assert b"TelephoneSecret" not in content and b"2026:01:01" not in content


def test_a_new_file_takes_the_old_one_and_its_copies_off_the_disk(settings, django_capture_on_commit_callbacks):
    photo = make_photo()
    before = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        photo.file = ContentFile(jpeg(), name="b.jpg")
        photo.save_with_copies()
    assert len(files(settings)) == len(before) and set(files(settings)) & set(before) == {"a.pdf"}


def test_a_removed_photo_leaves_no_file(settings, django_capture_on_commit_callbacks):
    photo = make_photo()
    with django_capture_on_commit_callbacks(execute=True):
        photo.remove()
    assert files(settings) == []
