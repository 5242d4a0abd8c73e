"""Every form that anybody may send keeps a calm pace, gives the text back, and says until when."""

import contextlib
import re
from unittest import mock

import pytest
from django.core import mail

from events.models import Photo, PhotoRemovalRequest
from proposals.models import Ballot
from surveys.models import SurveyResponse
from tests.public_forms import FORMS

pytestmark = pytest.mark.django_db

each_form = pytest.mark.parametrize("make", FORMS.values(), ids=FORMS)
PACES = ["publishing.forms.public_form.PublicForm.pace", "proposals.ideas.idea_forms.IdeaForm.pace",
         "surveys.site.views.PACE", "proposals.priorities.round_forms.ScreenBallotForm.pace"]  # fmt: skip


@pytest.fixture
def slow_pace():
    with contextlib.ExitStack() as paces:
        for pace in PACES:
            paces.enter_context(mock.patch(f"{pace}.most", 1))
        yield


def told(page):
    """The minutes that the header gives, and one less when a second passed between it and the words."""
    minutes = -(-int(page["Retry-After"]) // 60)
    return (minutes, minutes + 1)


@each_form
def test_a_flood_from_one_network_waits_with_its_text_and_is_told_until_when(client, identity, slow_pace, make):
    sent = make()
    client.post(sent.address, sent.data)
    page = client.post(sent.address, sent.corrected)
    assert (
        page.status_code == 429
        and "Beaucoup d" in page.text
        and "à corriger" not in page.text
        and "minutes" in page.text
        and sent.count == 1
    )
    minutes = re.findall(r"(\d+)\s*minutes?", page.text.partition("Beaucoup d")[2])
    assert 0 < int(page["Retry-After"]) <= 600 and (sent.stored is SurveyResponse or int(minutes[0]) in told(page))
    written = [text for text in sent.corrected.values() if isinstance(text, str) and " " in text]
    assert all(text in page.text for text in written)
    neighbour = client.post(sent.address, sent.corrected, REMOTE_ADDR="198.51.100.7")
    assert neighbour.status_code == 302 or sent.stored is Ballot


def test_what_must_be_corrected_does_not_count(client, identity, slow_pace):
    sent = FORMS["council:contact_create"]()
    for _ in range(3):
        assert client.post(sent.address, sent.data | {"message": ""}).status_code == 422
    assert client.post(sent.address, sent.data).status_code == 302


@pytest.mark.parametrize("make", [FORMS["events:photo_remove"], FORMS["walks:photo_remove"]], ids=["events", "walks"])
def test_after_some_photos_a_request_first_asks_the_council_and_says_so(technician_client, identity, make):
    with mock.patch("publishing.photos.removal_form.HIDDEN_AT_ONCE.most", 1):
        first, second = make(), make()
        assert "La photo est retirée" in technician_client.post(first.address, first.data, follow=True).text
        assert "le Conseil est prévenu" in technician_client.get(second.address).text.replace("Le", "le")
        thanks = technician_client.post(second.address, second.data, follow=True).text
    assert "La photo est encore sur le site" in thanks and len(mail.outbox) == 1
    assert technician_client.get(second.address).status_code == 200
    assert "1 photo à décider maintenant" in technician_client.get("/admin/").text
    desk = f"/admin/{second.stored._meta.app_label}/{second.stored._meta.model_name}/"
    assert "encore visible" in technician_client.get(desk).text
    (waiting,) = second.stored.objects.undecided()
    technician_client.post(desk, {"action": "hide_selected", "_selected_action": [waiting.pk]})
    assert technician_client.get(second.address).status_code == 410 and not second.stored.objects.undecided()


def test_a_photo_of_another_network_still_leaves_at_once(client, identity):
    with mock.patch("publishing.photos.removal_form.HIDDEN_AT_ONCE.most", 1):
        for address in ("198.51.100.7", "198.51.100.8"):
            sent = FORMS["events:photo_remove"]()
            client.post(sent.address, sent.data, REMOTE_ADDR=address)
    assert not PhotoRemovalRequest.objects.undecided()


def test_what_was_written_about_a_photo_already_gone_is_kept_and_shows_nothing_of_it(client, identity):
    sent = FORMS["events:photo_remove"]()
    photo = Photo.objects.get()
    photo.quarantine()
    page = client.post(sent.address, sent.data | {"token": "x"}).text
    assert sent.data["message"] in page and photo.caption not in page.replace("La fête des", "")
    assert client.post(sent.address, sent.data).status_code == 302 and sent.count == 1
