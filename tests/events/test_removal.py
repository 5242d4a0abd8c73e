import pytest
from django.contrib.admin.models import LogEntry

from events.models import Event, Photo, PhotoRemovalRequest
from publishing.forms.form_token import new_token
from publishing.publishable import Publication
from tests.events.make import make_event, make_photo, make_shown_photo, upload
from tests.events.test_photos import files

pytestmark = pytest.mark.django_db
REQUESTS = "/admin/events/photoremovalrequest/"


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    monkeypatch.setattr("publishing.forms.form_token._is_younger_than", lambda *args: False)


def ask(photo):
    photo.quarantine()
    return PhotoRemovalRequest.objects.create(photo=photo, token=f"00000000-0000-4000-8000-{photo_number():012}")


def photo_number():
    return PhotoRemovalRequest.objects.count() + 1


def answer(client, action, *requests):
    return client.post(REQUESTS, {"action": action, "_selected_action": [request.pk for request in requests]})


def test_a_second_click_gets_the_same_thanks_and_asks_once(client):
    photo = make_shown_photo()
    data = {"token": new_token(), "message": "C’est moi."}
    pages = [client.post(photo.removal_url, data, follow=True) for _ in range(2)]
    assert [page.redirect_chain for page in pages] == [[("/vie-du-quartier/photos/retiree/", 302)]] * 2
    assert PhotoRemovalRequest.objects.count() == 1


def test_a_token_that_means_nothing_opens_no_hidden_photo(client):
    photo = make_photo()
    for token in ["", "a\0b", str(photo.key), new_token()]:
        assert client.post(photo.removal_url, {"token": token}).status_code == 404


def test_the_page_reloaded_once_the_photo_is_gone_says_it_kindly_and_shows_nothing(client):
    photo = make_shown_photo()
    photo.quarantine()
    page = client.get(photo.removal_url)
    html = page.content.decode()
    assert page.status_code == 410 and "Cette photo n’est plus sur le site." in html
    assert (
        photo.caption not in html
        and photo.credit not in html
        and "<form" not in html.partition("<main")[2].partition("</main>")[0]
    )
    assert client.get(make_photo().removal_url).status_code == 404


def test_two_requests_of_one_day_about_one_photo_are_told_apart(technician_client):
    photo = make_shown_photo()
    for message in ["Je suis à gauche.", "C’est ma photo.", ""]:
        request = ask(photo)
        PhotoRemovalRequest.objects.filter(pk=request.pk).update(message=message)
    html = technician_client.get(REQUESTS).content.decode()
    assert all(words in html for words in ["Je suis à gauche.", "C’est ma photo.", f"numéro {request.pk}"])


def test_a_photo_asked_for_twice_is_erased_once(technician_client):
    photo = make_shown_photo()
    response = answer(technician_client, "remove_selected", ask(photo), ask(photo))
    assert response.status_code == 302
    assert not Photo.objects.exists() and not PhotoRemovalRequest.objects.waiting().exists()


def test_a_photo_stays_hidden_while_somebody_else_waits_for_an_answer(technician_client):
    photo = make_shown_photo()
    first, second = ask(photo), ask(photo)
    answer(technician_client, "put_back_selected", first)
    assert Photo.objects.get().is_quarantined
    answer(technician_client, "put_back_selected", second)
    assert not Photo.objects.get().is_quarantined


def test_the_form_of_a_photo_in_quarantine_says_why_it_cannot_be_published(technician_client):
    photo = make_photo()
    photo.quarantine()
    fields = ["caption", "alt", "credit", "author", "rights", "people", "minors", "position"]
    data = {name: getattr(photo, name) for name in fields} | {"event": photo.event_id}
    page = technician_client.post(
        f"/admin/events/photo/{photo.pk}/change/", data | {"publication": Publication.PUBLISHED}
    )
    assert "demandé le retrait de cette photo. Répondez" in page.content.decode()


@pytest.mark.parametrize("way", ["one", "several"])
def test_the_photos_of_a_deleted_event_leave_the_disk(
    way, technician_client, settings, django_capture_on_commit_callbacks
):
    event = make_photo().event
    address, data = f"/admin/events/event/{event.pk}/delete/", {"post": "yes"}
    if way == "several":
        address = "/admin/events/event/"
        data |= {"action": "delete_selected", "_selected_action": [event.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        technician_client.post(address, data)
    assert not Event.objects.exists() and files(settings) == []
    assert LogEntry.objects.exists()


def test_photos_added_to_an_example_are_examples(technician_client):
    event = make_event(is_example=True)
    technician_client.post(f"/admin/events/event/{event.pk}/photos/ajouter/", {"photos": [upload()]})
    assert Photo.objects.get().is_example
