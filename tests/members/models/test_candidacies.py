import datetime
import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from members.models import Candidacy, CandidacyStatus, Mandate, Member
from members.retention import erase_expired
from publishing.forms.form_token import new_token
from tests.members.make import give_portrait, make_candidacy, make_closed_draw, make_council, make_mandate, make_member

TODAY = datetime.date(2026, 5, 4)
NOON = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
pytestmark = pytest.mark.django_db


def new_token_at_noon():
    with time_machine.travel(NOON, tick=False):
        return new_token()


def answers(**fields):
    token = new_token_at_noon()
    filled = {"name": " Dominique  Test ", "email": "d@exemple.fr", "has_consented": "on"}
    return filled | {"token": token} | fields


def form(way="habitant"):
    return reverse("members:candidacy_create", args=[way])


def send(client, fields, seconds=60, address=None):
    with time_machine.travel(NOON + datetime.timedelta(seconds=seconds), tick=False):
        return client.post(address or form(), fields)


def test_a_request_is_stored_and_thanked(client):
    response = send(client, answers())
    assert response.url == reverse("members:candidacy_thanks")
    candidacy = Candidacy.objects.get()
    assert (candidacy.name, candidacy.college, candidacy.received_on) == ("Dominique Test", "habitant", TODAY)
    assert (candidacy.channel, candidacy.status, candidacy.is_helped) == ("online", "received", False)


@pytest.mark.parametrize(("way", "college"), [("habitant", "habitant"), ("acteur", "acteur"), ("autre", "")])
def test_each_way_in_has_its_form(client, way, college):
    assert send(client, answers(organisation="Boulangerie test"), address=form(way)).status_code == 302
    candidacy = Candidacy.objects.get()
    assert candidacy.college == college
    assert candidacy.organisation == ("Boulangerie test" if college == "acteur" else "")


def test_an_acteur_says_for_whom_he_comes(client):
    response = send(client, answers(), address=form("acteur"))
    assert "Écrivez le nom de votre commerce, association ou service" in response.content.decode()


def test_another_way_in_does_not_exist(client):
    assert client.get(form("maire")).status_code == 404


def test_who_helps_is_not_proposed_his_own_name(client):
    html = client.get(form() + "?aide").content.decode()
    assert 'autocomplete="name"' not in html and 'autocomplete="email"' not in html
    assert "Son téléphone" in html and "Votre téléphone" not in html
    send(client, answers(), address=form() + "?aide")
    assert Candidacy.objects.get().is_helped


def test_the_first_page_asks_one_question_before_anything_else(client):
    html = client.get(reverse("members:candidacy_create")).content.decode()
    places = [html.index(form(way)) for way in ("habitant", "acteur", "autre")]
    assert places == sorted(places) and places[-1] < html.index("Nous cherchons")


def test_two_clicks_store_one_request_and_say_so(client):
    fields = answers()
    assert [send(client, fields).url.partition("?")[2] for _ in range(2)] == ["", "deja"]
    assert Candidacy.objects.count() == 1
    thanks = client.get(reverse("members:candidacy_thanks") + "?deja").content.decode()
    assert "Nous avions déjà cette demande" in thanks


def test_going_back_finds_the_page_that_was_sent(client):
    """With «no-store» the browser would ask for a new page, and its new token would store a second request."""
    policy = client.get(form())["Cache-Control"]
    assert "no-store" not in policy and "private" in policy


def test_the_database_refuses_the_same_token_twice():
    token = uuid.uuid4()
    make_candidacy(token=token)
    with pytest.raises(IntegrityError):
        make_candidacy(token=token)


def test_the_same_words_from_a_fresh_page_are_the_same_request(client):
    """Going back may bring a new page with a new token."""
    assert [send(client, answers(token=new_token_at_noon())).url.partition("?")[2] for _ in range(2)] == ["", "deja"]
    assert Candidacy.objects.count() == 1
    send(client, answers(token=new_token_at_noon(), phone="02 00 00 00 00"))
    assert Candidacy.objects.count() == 2


REFUSED = {
    "without a name": ({"name": ""}, "Écrivez votre nom."),
    "without a way to answer": ({"email": ""}, "il nous faut votre adresse e-mail ou votre téléphone"),
    "without an agreement": ({"has_consented": ""}, "sans votre accord, nous ne gardons pas votre demande"),
    "with a bad address": ({"email": "d@"}, "Vérifiez votre adresse e-mail"),
    "with the hidden field filled": ({"website": "http://spam"}, "Un champ caché était rempli"),
    "with a forged token": ({"token": "x"}, "Cette page était ouverte depuis longtemps"),
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


@pytest.mark.parametrize("college", ["acteur", "habitant"])
def test_the_call_leads_to_the_form_of_the_college_that_is_looked_for(client, college):
    make_council(**{"habitants": 5, "acteurs": 2} if college == "acteur" else {"habitants": 2, "acteurs": 5})
    assert f'href="{form(college)}"' in client.get(reverse("home")).content.decode()


def test_what_we_do_with_the_data_stands_beside_the_form(client):
    html = client.get(form()).content.decode().replace("\u00a0", " ")
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
    candidacy.move_to(CandidacyStatus.ACCEPTED, day=TODAY)
    candidacy.move_to(CandidacyStatus.WITHDRAWN, day=TODAY + datetime.timedelta(days=9))
    assert candidacy.answered_on == TODAY
    candidacy.move_to(CandidacyStatus.CONTACTED, day=TODAY)
    assert candidacy.answered_on is None


def test_a_contact_becomes_a_candidate_first():
    candidacy = make_candidacy(status=CandidacyStatus.MET)
    with pytest.raises(ValidationError, match="ne peut pas devenir"):
        candidacy.move_to(CandidacyStatus.ACCEPTED, day=TODAY)
    candidacy.move_to(CandidacyStatus.RECEIVED, day=TODAY)
    candidacy.move_to(CandidacyStatus.ACCEPTED, day=TODAY)
    assert [step.status for step in candidacy.steps.all()] == ["received", "accepted"]


@pytest.mark.parametrize(("seat", "stage"), [({"seat_kind": "alternate", "rank": 1}, "suppléance"), ({}, "siège")])
def test_accepting_gives_the_seat_and_everything_with_it(seat, stage):
    candidacy = make_candidacy(college="habitant", phone="02 00 00 00 00")
    member = Member(first_name="Dominique", last_name="Test", reference="dominique", publication="published")
    candidacy.accept(member, Mandate(college="habitant", starts_on=TODAY, **seat), day=TODAY)
    assert candidacy.stage == stage
    assert (candidacy.mandate.member.phone, candidacy.answered_on) == ("02 00 00 00 00", TODAY)


def test_a_seat_that_the_database_refuses_leaves_nothing_half_done():
    candidacy = make_candidacy(college="habitant")
    member = Member(first_name="Dominique", last_name="Test", reference="dominique", publication="published")
    with pytest.raises(IntegrityError), transaction.atomic():
        candidacy.accept(member, Mandate(college="habitant", organisation="Refusée"), day=TODAY)
    candidacy.refresh_from_db()
    assert (candidacy.status, candidacy.steps.count(), Member.objects.count()) == ("received", 0, 0)


def test_who_is_seated_is_named_beside_the_ticket():
    draw = make_closed_draw()
    held = draw.tickets.get(number=1).held
    member = Member(first_name="Dominique", last_name="Test", reference="dominique", publication="published")
    held.candidacy.accept(member, Mandate(college="habitant"), day=TODAY)
    assert draw.tickets.get(number=1).member == member


def test_its_name_names_nobody():
    assert "Dominique" not in str(make_candidacy())


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


def test_a_contact_that_came_to_nothing_is_erased_after_twelve_months():
    make_candidacy(status=CandidacyStatus.MET, received_on=datetime.date(2025, 5, 3))
    kept = make_candidacy(status=CandidacyStatus.MET, received_on=datetime.date(2025, 5, 4))
    assert counts()["contacts rencontrés"] == 1
    assert list(Candidacy.objects.all()) == [kept]


def test_who_left_the_council_is_no_longer_reachable_nor_shown(django_capture_on_commit_callbacks):
    there = make_mandate(make_member(email="la@exemple.fr")).member
    gone = make_mandate(make_member(email="x@exemple.fr"), ends_on=datetime.date(2026, 5, 3)).member
    give_portrait(gone, site=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        assert counts()["coordonnées de personnes sans mandat"] == 1
    assert list(Member.objects.reachable()) == [there]
    assert not Member.objects.exclude(portrait="").exists()
