"""Residents' ideas: a form closed by default, a number to follow, a proposal or a reasoned answer."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from proposals.models import Idea, IdeaCall, IdeaState, Proposal
from proposals.retention import erase_expired
from publishing.forms.form_token import new_token
from publishing.publishable import Publication
from tests.proposals.make import make_proposal
from tests.proposals.make_idea import A_DAY, make_call, make_idea

pytestmark = pytest.mark.django_db
FORM = "/propositions/idees/envoyer/"


def filled(**changes):
    """What a browser sends after somebody took the time to write."""
    with time_machine.travel(timezone.now() - datetime.timedelta(seconds=30)):
        token = new_token()
    return {"token": token, "text": "Un banc au soleil.", "place": "", "website": ""} | changes


def follow(client, number):
    return client.get("/propositions/idees/suivre/", {"numero": number})


def test_the_form_is_closed_unless_the_president_opened_it(client):
    today, day = timezone.localdate(), datetime.timedelta(days=1)
    make_call(opens_on=today + day, closes_on=today + day)
    make_call(opens_on=today - day, closes_on=today - day)
    response = client.get(FORM)
    assert "Le formulaire est fermé" in response.text and "<textarea" not in response.text


def test_an_idea_sent_just_after_the_closing_is_not_lost_to_its_author(client):
    response = client.post(FORM, filled(text="Mon idée à moi."))
    assert response.status_code == 409 and "Mon idée à moi." in response.text
    assert not Idea.objects.exists()


def test_an_idea_is_stored_once_and_gives_a_number_to_follow(client):
    make_call()
    data = filled(place="Rue de Brétigny")
    first, again = client.post(FORM, data), client.post(FORM, data)
    idea = Idea.objects.get()
    assert first.url == again.url and idea.number in first.url
    assert idea.number in client.get(first.url).text


def test_two_neighbours_with_the_same_words_get_a_number_each(client):
    make_call()
    assert client.post(FORM, filled()).url != client.post(FORM, filled()).url
    assert Idea.objects.count() == 2


@pytest.mark.parametrize("text", ["", "   ", "\u00a0\u200b", "x" * 2001])
def test_an_empty_or_endless_idea_is_refused_in_plain_words(client, text):
    make_call()
    response = client.post(FORM, filled(text=text, place="Ici"))
    assert (
        response.status_code == 422
        and "Il y a 1 point à corriger" in response.text
        and ">\nIci</textarea>" in response.text
    )
    assert not Idea.objects.exists()


def test_a_robot_that_fills_the_hidden_field_is_stopped(client):
    make_call()
    assert client.post(FORM, filled(website="http://spam")).status_code == 422
    assert not Idea.objects.exists()


def test_a_number_is_found_however_it_is_typed(client):
    idea = make_idea()
    for typed in [idea.number, idea.number.lower(), idea.number.replace("-", " "), f" {idea.number} "]:
        assert idea.text in follow(client, typed).text
    assert follow(client, "AAAAA-AAAAA").status_code == 404 and follow(client, "\0").status_code == 200


def test_an_idea_is_shown_only_in_the_moderators_words(client):
    idea = make_idea(text="Madame Zanzibar gare mal sa voiture.")
    assert "Aucune idée n’est encore montrée" in client.get("/propositions/idees/").text
    idea.study()
    idea.public_text = "Mieux ranger les voitures."
    idea.save()
    page = client.get("/propositions/idees/").text
    assert "Mieux ranger" in page and "Zanzibar" not in page and idea.number not in page


def test_a_reasoned_answer_reaches_the_person_and_cannot_be_empty(client):
    idea = make_idea()
    with pytest.raises(ValidationError, match="la personne lira votre réponse"):
        idea.reply(" \u00a0", A_DAY)
    idea.reply("Le sol n’est pas à la Ville.", A_DAY)
    assert "Le sol n’est pas à la Ville." in follow(client, idea.number).text


def test_an_idea_becomes_a_draft_that_the_person_sees_once_it_is_public(client):
    make_proposal(number=23)
    idea = make_idea()
    proposal = idea.adopt("Un banc au soleil", "Devant l’école.", A_DAY)
    assert (proposal.number, proposal.publication, proposal.status) == (24, Publication.DRAFT, "to_complete")
    assert "Le Conseil prépare sa fiche" in follow(client, idea.number).text
    assert "/propositions/24/" not in follow(client, idea.number).text
    Proposal.objects.filter(number=24).update(publication=Publication.PUBLISHED)
    assert "/propositions/24/" in follow(client, idea.number).text


def test_an_invented_idea_becomes_an_invented_proposal_far_from_the_real_numbers():
    make_proposal(number=23)
    assert make_idea(is_example=True).adopt("Exemple", "", A_DAY).number == 901


@pytest.mark.parametrize(
    "again", [lambda i: i.study(), lambda i: i.reply("Oui.", A_DAY), lambda i: i.adopt("T", "", A_DAY)]
)
def test_an_idea_is_settled_once(again):
    idea = make_idea()
    idea.reply("Non, car…", A_DAY)
    with pytest.raises(ValidationError, match="déjà sa réponse"):
        again(idea)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "\u00a0 "},
        {"state": "perdue"},
        {"state": "answered", "settled_on": A_DAY, "answer": " \u200b"},
        {"state": "answered", "answer": "Non."},
        {"state": "adopted", "settled_on": A_DAY},
        {"settled_on": A_DAY},
        {"public_text": "Montrée sans être lue."},
        {"erased_on": A_DAY, "text": "", "place": "encore là"},
    ],
    ids=str,
)
def test_the_database_refuses_an_idea_that_breaks_a_rule(wrong):
    idea = make_idea()
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(**wrong)


def test_the_database_refuses_a_call_that_ends_before_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        IdeaCall.objects.create(title="x", opens_on=A_DAY, closes_on=A_DAY - datetime.timedelta(days=1))


TODAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("received", "settled", "is_erased"),
    [("2024-11-22", None, True), ("2024-11-24", None, False), ("2020-01-01", "2025-11-22", True),
     ("2020-01-01", "2025-11-24", False)],
)  # fmt: skip
def test_words_are_forgotten_a_year_after_the_answer_or_two_years_without_one(received, settled, is_erased):
    idea = make_idea(received_on=received)
    if settled:
        idea.reply("Non, car…", settled)
    erase_expired(TODAY, dry_run=True)
    assert Idea.objects.exists()
    erase_expired(TODAY)
    assert Idea.objects.exists() is not is_erased


def test_what_the_moderator_showed_stays_and_the_resident_s_words_go(client):
    idea = make_idea(text="Madame Zanzibar…", place="chez elle")
    idea.study()
    Idea.objects.update(public_text="Mieux ranger les voitures.")
    idea.refresh_from_db()
    idea.reply("C’est fait.", datetime.date(2025, 1, 1))
    erase_expired(TODAY)
    assert Idea.objects.values_list("text", "place", "public_text").get() == ("", "", "Mieux ranger les voitures.")
    assert "Votre texte a été effacé" in follow(client, idea.number).text
    assert not [e for e in erase_expired(TODAY) if e.count]


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_max_num_queries, count):
    call = make_call()
    for _ in range(count):
        idea = make_idea(call=call)
        idea.study()
    Idea.objects.update(public_text="Une idée.")
    with django_assert_max_num_queries(3):
        client.get("/propositions/idees/")


def act(client, idea, name, **data):
    return client.post(f"/admin/proposals/idea/{idea.pk}/{name}/", data, follow=True)


def test_the_president_answers_from_the_back_office(technician_client):
    studied, answered, adopted = make_idea(), make_idea(), make_idea()
    act(technician_client, studied, "etudier")
    assert "la personne la lira" in act(technician_client, answered, "repondre", words=" ").text
    act(technician_client, answered, "repondre", words="Trop loin de l’eau.")
    assert "en brouillon" in act(technician_client, adopted, "adopter", title="Un banc").text
    assert [Idea.objects.get(pk=idea.pk).state for idea in (studied, answered, adopted)] == [
        "studied",
        "answered",
        "adopted",
    ]
    page = act(technician_client, answered, "repondre", words="Encore.")  # settled meanwhile: the words come back
    assert "Encore." in page.text and Idea.objects.get(pk=answered.pk).answer == "Trop loin de l’eau."


@pytest.mark.parametrize("state", IdeaState)
def test_every_state_has_its_page_in_the_back_office(technician_client, state):
    idea = make_idea()
    settled = {"settled_on": A_DAY, "answer": "Non."} if state in ("answered", "adopted") else {}
    proposal = {"proposal": make_proposal()} if state == "adopted" else {}
    Idea.objects.update(state=state, **settled, **proposal)
    assert technician_client.get(f"/admin/proposals/idea/{idea.pk}/change/").status_code == 200


def test_the_moderator_chooses_what_is_shown(technician_client):
    idea = make_idea()
    idea.study()
    technician_client.post(f"/admin/proposals/idea/{idea.pk}/change/", {"public_text": "Un banc."})
    assert Idea.objects.get().public_text == "Un banc." and Idea.objects.get().text == idea.text
