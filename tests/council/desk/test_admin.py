"""The back office of the room: lists, forms, and the verbs the council needs."""

import datetime

import pytest
from django.utils import timezone

from council.models import AccessibilityStatement, ContactMessage, SiteIdentity
from tests.council.make import make_action, make_message, make_page, make_partner, make_statement, make_term

pytestmark = pytest.mark.django_db

NOUNS = [
    "siteidentity",
    "accessibilitystatement",
    "place",
    "partner",
    "action",
    "page",
    "glossaryterm",
    "contactmessage",
]
MAKERS = {
    "page": make_page,
    "action": make_action,
    "partner": make_partner,
    "glossaryterm": make_term,
    "contactmessage": make_message,
}


@pytest.mark.parametrize("noun", NOUNS)
def test_every_list_opens(technician_client, noun):
    assert technician_client.get(f"/admin/council/{noun}/?q=").status_code == 200


@pytest.mark.parametrize("noun", MAKERS)
def test_every_form_and_history_opens(technician_client, noun):
    record = MAKERS[noun]()
    for page in ("change", "history"):
        assert technician_client.get(f"/admin/council/{noun}/{record.pk}/{page}/").status_code == 200


@pytest.mark.parametrize("noun", ["siteidentity", "accessibilitystatement"])
def test_the_only_row_can_be_made_once_and_never_deleted(technician_client, noun):
    assert technician_client.get(f"/admin/council/{noun}/add/").status_code == 200
    make_statement()
    assert technician_client.get(f"/admin/council/{noun}/add/").status_code == 403
    assert technician_client.get(f"/admin/council/{noun}/1/delete/").status_code == 403


def test_the_identity_form_lists_what_the_law_still_wants(technician_client, identity):
    assert "l’adresse de l’hébergeur" in technician_client.get("/admin/council/siteidentity/1/change/").content.decode()


def test_an_impossible_audit_is_refused_with_a_sentence(technician_client):
    make_statement()
    fields = {"audit_on": "01/02/2026", "criteria_passed": "60", "criteria_applicable": "50"}
    html = technician_client.post("/admin/council/accessibilitystatement/1/change/", fields).content.decode()
    assert "ne peuvent pas dépasser" in html
    assert AccessibilityStatement.objects.get().criteria_passed is None


def test_saving_a_record_vouches_for_it(technician_client):
    partner = make_partner(state_as_of="l’été 2018")
    fields = {"kind": "quartier", "name": "Nouveau nom", "reference": partner.reference, "publication": "published"}
    technician_client.post(f"/admin/council/partner/{partner.pk}/change/", fields | {"state_as_of": "l’été 2018"})
    partner.refresh_from_db()
    assert partner.name == "Nouveau nom"
    assert not partner.is_unconfirmed


def test_messages_are_marked_as_answered_today(technician_client):
    messages = [make_message(), make_message(answered_on=datetime.date(2026, 1, 1))]
    data = {"action": "mark_answered", "_selected_action": [message.pk for message in messages]}
    technician_client.post("/admin/council/contactmessage/", data)
    days = sorted(ContactMessage.objects.values_list("answered_on", flat=True))
    assert days == [datetime.date(2026, 1, 1), timezone.localdate()]


def test_messages_without_answer_are_found(technician_client):
    make_message(name="Attend")
    make_message(name="Servi", answered_on=timezone.localdate())
    html = technician_client.get("/admin/council/contactmessage/?reponse=attend").content.decode()
    assert "Attend" in html
    assert "Servi" not in html


def test_nobody_rewrites_what_a_person_wrote(technician_client):
    message = make_message(message="Mes mots")
    technician_client.post(f"/admin/council/contactmessage/{message.pk}/change/", {"message": "Autre", "note": "vu"})
    message.refresh_from_db()
    assert (message.message, message.note) == ("Mes mots", "vu")


def test_the_editor_works_with_a_nonce_and_no_unsafe_policy(technician_client):
    response = technician_client.get(f"/admin/council/page/{make_page().pk}/change/")
    policy = response.headers["Content-Security-Policy"]
    assert "'nonce-" in policy
    assert "unsafe" not in policy
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert f'nonce="{nonce}"' in response.content.decode()


def test_an_old_version_is_read_with_its_titles_and_without_the_editor(technician_client):
    page = make_page(body="<h2>Nos missions</h2>")
    version = page.history.latest()
    response = technician_client.get(f"/admin/council/page/{page.pk}/history/{version.pk}/")
    assert "<h2>Nos missions</h2>" in response.content.decode()
    assert "nonce" not in response.headers["Content-Security-Policy"]


def test_other_forms_keep_the_strict_policy(technician_client, identity):
    policy = technician_client.get("/admin/council/siteidentity/1/change/").headers["Content-Security-Policy"]
    assert "nonce" not in policy
    assert SiteIdentity.objects.count() == 1
