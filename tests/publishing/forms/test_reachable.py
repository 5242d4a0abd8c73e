"""A telephone is a way to answer when it can be called."""

import pytest

from members.models import Candidacy
from publishing.forms.reachable import can_be_called
from tests.members.make import make_candidacy
from tests.public_forms import FORMS

pytestmark = pytest.mark.django_db
NO_NUMBERS = ["aucun", "x", "12", "0", "02 37 00 0", "+33", "---------", "00000000000", "02.37.00.00.0"]
NUMBERS = ["02 37 00 00 01", "237000001", "+33 2 37 00 00 01", "02.37.00.00.01", "٠٢ ٣٧ ٠٠ ٠٠ ٠١"]
TO_ANSWER = ["council:contact_create", "members:candidacy_create"]


@pytest.mark.parametrize("name", TO_ANSWER)
@pytest.mark.parametrize("phone", NO_NUMBERS)
def test_what_nobody_can_call_is_no_way_to_answer_and_the_page_says_what_to_write(client, identity, name, phone):
    sent = FORMS[name]()
    page = client.post(sent.address, sent.data | {"email": "", "phone": phone})
    assert page.status_code == 422 and "Écrivez tous ses chiffres" in page.text and sent.count == 0
    assert f'value="{phone}"' in page.text


@pytest.mark.parametrize("phone", NUMBERS)
def test_a_number_is_recognised_however_it_is_written(phone):
    assert can_be_called(phone)


@pytest.mark.parametrize("name", TO_ANSWER)
def test_a_telephone_that_says_nothing_beside_an_address_stops_nobody(client, identity, name):
    sent = FORMS[name]()
    assert client.post(sent.address, sent.data | {"phone": "aucun"}).status_code == 302


@pytest.mark.parametrize(
    ("contact", "is_right"), [("aucun", False), ("12", False), ("", True), ("a@b.fr", True), ("02 37 00 00 01", True)]
)
def test_a_request_about_a_photo_says_how_to_be_answered_or_nothing(client, identity, contact, is_right):
    sent = FORMS["events:photo_remove"]()
    page = client.post(sent.address, sent.data | {"contact": contact})
    assert (page.status_code == 302) is is_right and (sent.count == 1) is is_right


def test_the_desk_checks_a_number_that_it_types_and_lets_an_old_one_stay(technician_client, identity):
    old = make_candidacy(email="", phone="aucun")
    address = f"/admin/members/candidacy/{old.pk}/change/"
    data = {"channel": "online", "received_on": "2026-05-04", "name": "Dominique Test", "phone": "aucun", "email": "",
            "has_consented": "on", "college": "", "met_at": "", "organisation": "", "actor_kind": "",
            "motivation": "Oui."}  # fmt: skip
    assert technician_client.post(address, data).status_code == 302
    assert technician_client.post(address, data | {"phone": "12"}).status_code == 200
    assert Candidacy.objects.get().motivation == "Oui."
