import datetime
import re
import uuid

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from council.form_token import new_token
from members.models import Candidacy, CandidacyStatus, Member
from members.retention import erase_expired
from tests.members.make import give_portrait, make_candidacy, make_mandate, make_member

TODAY = datetime.date(2026, 5, 4)
NOON = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
pytestmark = pytest.mark.django_db


def answers(**fields):
    with time_machine.travel(NOON, tick=False):
        token = new_token()
    filled = {"college": "acteur", "name": " Dominique  Test ", "email": "d@exemple.fr", "has_consented": "on"}
    return filled | {"token": token} | fields


def send(client, fields, seconds=60):
    with time_machine.travel(NOON + datetime.timedelta(seconds=seconds), tick=False):
        return client.post(reverse("members:candidacy_create"), fields)


def test_a_request_is_stored_and_thanked(client):
    response = send(client, answers())
    assert response.url == reverse("members:candidacy_thanks")
    candidacy = Candidacy.objects.get()
    assert (candidacy.name, candidacy.college, candidacy.received_on) == ("Dominique Test", "acteur", TODAY)


def test_two_clicks_store_one_request(client):
    fields = answers()
    assert [send(client, fields).status_code for _ in range(2)] == [302, 302]
    assert Candidacy.objects.count() == 1


def test_the_database_refuses_the_same_token_twice():
    token = uuid.uuid4()
    make_candidacy(token=token)
    with pytest.raises(IntegrityError):
        make_candidacy(token=token)


REFUSED = {
    "without a name": ({"name": ""}, "Écrivez votre nom."),
    "without a way to answer": ({"email": ""}, "il nous faut votre adresse e-mail ou votre téléphone"),
    "without an agreement": ({"has_consented": ""}, "sans votre accord, nous ne gardons pas votre demande"),
    "with a bad address": ({"email": "d@"}, "Vérifiez votre adresse e-mail"),
    "with the hidden field filled": ({"website": "http://spam"}, "Un champ caché était rempli"),
    "with a forged token": ({"token": "x"}, "Cette page était ouverte depuis longtemps"),
    "with an unknown college": ({"college": "maire"}, "college"),
}


@pytest.mark.parametrize(("fields", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_request_is_refused(client, fields, sentence):
    response = send(client, answers(**fields))
    assert response.status_code == 422
    html = response.content.decode()
    assert sentence in html
    assert "Dominique" in html or "name" in fields
    assert not Candidacy.objects.exists()


def test_a_robot_is_too_fast(client):
    assert "très rapide" in send(client, answers(), seconds=1).content.decode()


def test_the_telephone_alone_is_enough(client):
    assert send(client, answers(email="", phone="02 00 00 00 00")).status_code == 302


def test_the_college_of_the_call_is_chosen_beforehand(client):
    html = client.get(reverse("members:candidacy_create"), {"college": "acteur"}).content.decode()
    assert re.search(r'<input[^>]*checked[^>]*value="acteur"|<input[^>]*value="acteur"[^>]*checked', html)


def test_what_we_do_with_the_data_stands_beside_the_form(client):
    html = client.get(reverse("members:candidacy_create")).content.decode().replace("\u00a0", " ")
    for promise in ("puis 12 mois", "Vos droits", "CNIL", "Obligatoires"):
        assert promise in html


@pytest.mark.parametrize(
    "fields",
    [
        {"email": ""},
        {"has_consented": False},
        {"status": CandidacyStatus.ACCEPTED},
        {"answered_on": TODAY},
    ],
)
def test_the_database_refuses(fields):
    with pytest.raises(IntegrityError):
        make_candidacy(**fields)


def test_the_day_of_the_first_answer_is_kept():
    candidacy = make_candidacy()
    candidacy.move_to(CandidacyStatus.DECLINED, TODAY)
    candidacy.move_to(CandidacyStatus.ACCEPTED, TODAY + datetime.timedelta(days=9))
    assert candidacy.answered_on == TODAY
    candidacy.move_to(CandidacyStatus.CONTACTED, TODAY)
    assert candidacy.answered_on is None


def test_its_name_names_nobody():
    assert "Dominique" not in str(make_candidacy())


# --- the back office ----------------------------------------------------------------------------------------------
def test_the_back_office_reads_it_and_moves_it(technician_client):
    candidacy = make_candidacy(motivation="J’aime le quartier")
    address = reverse("admin:members_candidacy_change", args=[candidacy.pk])
    assert "J’aime le quartier" in technician_client.get(address).content.decode()
    technician_client.post(address, {"status": "accepted", "name": "Autre"})
    candidacy.refresh_from_db()
    assert (candidacy.status, candidacy.name) == ("accepted", "Dominique Test")
    assert candidacy.answered_on


# --- retention ----------------------------------------------------------------------------------------------------
def counts(dry_run=False):
    return {erasure.what: erasure.count for erasure in erase_expired(TODAY, dry_run)}


def answered(on):
    return make_candidacy(status=CandidacyStatus.DECLINED, answered_on=on)


def test_a_request_is_erased_twelve_months_after_the_answer():
    kept = [make_candidacy(), answered(datetime.date(2025, 5, 4))]
    answered(datetime.date(2025, 5, 3))
    assert counts(dry_run=True)["candidatures"] == 1
    assert Candidacy.objects.count() == 3
    counts()
    assert set(Candidacy.objects.all()) == set(kept)


def test_who_left_the_council_is_no_longer_reachable_nor_shown(django_capture_on_commit_callbacks):
    there = make_mandate(make_member(email="la@exemple.fr")).member
    gone = make_mandate(make_member(email="x@exemple.fr"), ends_on=datetime.date(2026, 5, 3)).member
    give_portrait(gone, site=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        assert counts()["coordonnées d’anciens membres"] == 1
    assert list(Member.objects.reachable()) == [there]
    assert not Member.objects.exclude(portrait="").exists()
