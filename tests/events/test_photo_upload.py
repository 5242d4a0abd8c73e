import json

import pytest

from events.models import Photo
from publishing.photos.photo_upload import MOST_AT_ONCE
from tests.accounts.make import make_user
from tests.events.make import jpeg, make_event, make_photo, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return f"/admin/events/event/{make_event().pk}/photos/ajouter/"


def test_several_photos_become_drafts_with_what_they_share(technician_client, address):
    technician_client.post(address, {"photos": [upload("1.jpg"), upload("2.jpg")], "credit": "© Ada", "author": "Ada"})
    assert list(Photo.objects.values_list("credit", "publication")) == [("© Ada", "draft")] * 2


def test_a_refused_photo_says_why_and_leaves_nothing(settings, technician_client, address):
    answer = technician_client.post(address, {"photos": [upload("bonne.jpg"), upload("fausse.jpg", b"<svg/>")]})
    page = answer.content.decode()
    assert "fausse.jpg" in page and "n’est pas une photo lisible" in page
    assert Photo.objects.count() == 1
    assert len(list((settings.PRIVATE_MEDIA_ROOT / "photos").iterdir())) == 1 + 3


def test_more_than_ten_at_once_are_sent_afterwards(technician_client, address):
    photos = [upload(f"{number}.jpg", jpeg(side=60)) for number in range(MOST_AT_ONCE + 1)]
    page = technician_client.post(address, {"photos": photos}).content.decode()
    assert Photo.objects.count() == MOST_AT_ONCE and "10.jpg" in page


def test_the_script_of_the_page_gets_one_answer_a_photo(technician_client, address):
    answer = technician_client.post(
        address, {"photos": [upload("1.jpg", b"x")]}, headers={"accept": "application/json"}
    )
    [photo] = json.loads(answer.content)["photos"]
    assert photo["name"] == "1.jpg" and "JPEG" in photo["error"]


def test_nothing_chosen_says_what_to_do(technician_client, address):
    assert "Choisissez au moins une photo" in technician_client.post(address, {}).content.decode()


def test_who_may_not_add_photos_is_refused(client, address):
    assert client.get(address).status_code == 302


def test_a_draft_is_seen_with_its_authorisation_before_it_is_published(technician_client):
    photo = make_photo()
    page = technician_client.get(f"/admin/events/photo/{photo.pk}/change/").content.decode()
    assert f"/admin/events/photo/{photo.pk}/apercu.webp" in page and "Ouvrir l’autorisation écrite" in page
    assert technician_client.get(f"/admin/events/photo/{photo.pk}/apercu.webp")["Content-Type"] == "image/webp"
    answer = technician_client.get(f"/admin/events/photo/{photo.pk}/autorisation")
    assert b"".join(answer.streaming_content) == b"signed" and "attachment" in answer["Content-Disposition"]


def test_who_may_not_see_photos_sees_no_draft(client):
    photo = make_photo()
    client.force_login(make_user(is_staff=True), backend="django.contrib.auth.backends.ModelBackend")
    for page in ("apercu.webp", "autorisation"):
        assert client.get(f"/admin/events/photo/{photo.pk}/{page}").status_code == 403
