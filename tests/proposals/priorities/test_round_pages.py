"""What members, residents and editors see of a round."""

import io

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from pypdf import PdfReader

from accounts.models import User
from clos_portal.desk.roles import apply_roles
from proposals.models import Ballot, Proposal, Round, RoundState, Voter
from proposals.priorities.unlinking import unlink
from proposals.rules.easy_code import code_print
from publishing.publishable import Publication
from tests.accounts.make import enter, make_user
from tests.proposals.make import make_proposal
from tests.proposals.make_round import (
    TODAY,
    make_closed_round,
    make_open_round,
    make_published_round,
    make_round,
    numbers,
)

pytestmark = pytest.mark.django_db


def send(client, ballot_round, code=None, **boxes):
    return client.post(ballot_round.vote_url, {"code": code or ballot_round.codes[0]} | boxes)


def admin(ballot_round, page):
    return f"/admin/proposals/round/{ballot_round.pk}/{page}/"


@pytest.mark.parametrize("page", ["", "voter/", "merci/"])
def test_a_round_in_preparation_does_not_exist_for_the_public(client, page):
    assert client.get(make_round().get_absolute_url() + page).status_code == 404
    assert "Nos priorités" not in client.get("/propositions/priorites/").text


def test_the_link_fills_in_the_code_and_the_form_does_not_send_it_in_its_address(client):
    ballot_round = make_open_round(members=1)
    page = client.get(ballot_round.vote_url, {"code": ballot_round.codes[0]}).text
    assert f'value="{ballot_round.codes[0]}"' in page and f'action="{ballot_round.vote_url}"' in page


def test_a_member_votes_once_and_a_second_click_says_that_the_vote_is_in(client):
    ballot_round = make_open_round(members=1)
    box = f"p{numbers(ballot_round)[0]}"
    assert send(client, ballot_round, **{box: "3"}).url.endswith("/merci/")
    again = send(client, ballot_round, **{box: "3"})
    assert again.status_code == 422 and "Votre vote est enregistré, il ne se change plus." in again.text
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({}, "Votre bulletin est vide."),
        ({0: "11"}, "Écrivez un nombre de 0 à 10, ou laissez vide."),
        ({0: "deux"}, "Écrivez un nombre de 0 à 10, ou laissez vide."),
        ({0: "8", 1: "4"}, "Vous avez donné 12 points."),
        ({0: "8", "is_blank": "on"}, "Gardez l’un ou l’autre."),
    ],
    ids=str,
)
def test_a_mistake_is_said_in_plain_words_and_nothing_typed_is_lost(client, boxes, sentence):
    ballot_round = make_open_round(members=1)
    data = {key if key == "is_blank" else f"p{numbers(ballot_round)[key]}": value for key, value in boxes.items()}
    response = send(client, ballot_round, **data)
    assert response.status_code == 422 and sentence in response.text and "<title>Erreur" in response.text
    assert all(
        f'value="{value}"' in response.text for value in [ballot_round.codes[0], *boxes.values()] if value != "on"
    )
    assert not Ballot.objects.exists()


def test_a_blank_vote_is_a_vote(client):
    ballot_round = make_open_round(members=1)
    send(client, ballot_round, is_blank="on")
    assert Ballot.objects.get().choices == {}


def test_a_late_ballot_is_told_so_and_not_stored(client):
    ballot_round = make_open_round(members=1, closes_on=TODAY)
    Round.objects.update(closes_on=TODAY.replace(year=2025), opens_on=TODAY.replace(year=2025))
    response = send(client, ballot_round, is_blank="on")
    assert response.status_code == 409 and "n’est pas compté" in response.text and not Ballot.objects.exists()


def test_the_page_says_what_was_still_possible_before_the_closing(client):
    assert "une chose reste possible" in client.get(make_open_round().get_absolute_url()).text
    assert "Avant la fin du vote, c’était moins sûr" in client.get(make_closed_round().get_absolute_url()).text


def test_the_published_order_shows_ties_and_hides_the_words_of_what_was_withdrawn(client):
    ballot_round = make_open_round(members=11)
    first, second, third = numbers(ballot_round)
    for code in ballot_round.codes:
        ballot_round.vote(code, {first: 2, second: 2}, TODAY)
    Proposal.objects.filter(number=first).update(publication=Publication.WITHDRAWN)
    withdrawn = Proposal.objects.get(number=first).title
    admin_close(ballot_round)
    page = client.get(ballot_round.get_absolute_url()).text
    assert page.count("1re ex æquo") == 2 and "3e" in page and "retirée du site" in page
    assert f">{withdrawn}<" not in page


def admin_close(ballot_round):
    ballot_round.close(TODAY)
    unlink(ballot_round)
    ballot_round.publish(TODAY)


@pytest.mark.parametrize("count", [2, 40])
def test_a_round_costs_the_same_whatever_its_length(client, django_assert_max_num_queries, count):
    ballot_round = make_published_round(proposals=[make_proposal() for _ in range(count)])
    with django_assert_max_num_queries(4):
        client.get(ballot_round.get_absolute_url())


def test_the_president_opens_prints_closes_and_publishes(technician_client):
    ballot_round = make_open_round(members=11)
    response = technician_client.post(admin(ballot_round, "codes"))
    assert response["Content-Type"] == "application/pdf"
    assert Voter.objects.filter(code_print__in=[code_print(code) for code in ballot_round.codes]).count() == 0
    fresh = [code for _, code in ballot_round.give_codes(TODAY)]
    for code in fresh:
        ballot_round.vote(code, {numbers(ballot_round)[0]: 1}, TODAY)
    assert "effacés" in technician_client.get(admin(ballot_round, "fermer")).text
    technician_client.post(admin(ballot_round, "fermer"))
    technician_client.post(admin(ballot_round, "publier"))
    assert Round.objects.get().state == RoundState.PUBLISHED
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == ["Fermer le vote", "Publier l’ordre"]


def test_each_slip_names_its_member_and_the_pdf_is_tagged(technician_client):
    ballot_round = make_open_round(members=3)
    reader = PdfReader(io.BytesIO(technician_client.post(admin(ballot_round, "codes")).content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert all(str(voter.member) in text for voter in ballot_round.voters.by_name())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.trailer["/Root"]["/Lang"] == "fr"


def test_one_code_is_shown_once_and_never_again(technician_client):
    ballot_round = make_open_round(members=1)
    voter = ballot_round.voters.get()
    shown = technician_client.post(admin(ballot_round, "codes"), {"voter": voter.pk})
    code = shown.context["code"]
    assert code in shown.text and f"?code={code}" in shown.text and shown["Cache-Control"].count("no-store")
    assert code not in technician_client.get(admin(ballot_round, "codes")).text
    assert Voter.objects.get().code_print == code_print(code)


def test_paper_is_typed_after_the_signatures_and_nothing_is_logged(technician_client):
    ballot_round = make_open_round(members=2)
    voter = ballot_round.voters.by_name().first()
    page = admin(ballot_round, "papier")
    refused = technician_client.post(page, {"act": "ballot", "is_blank": "on"})
    assert "Notez d’abord qui a voté sur papier" in refused.text
    technician_client.post(page, {"act": "sign", "voter": [voter.pk, "pas-une-cle"]})
    technician_client.post(page, {"act": "ballot", f"p{numbers(ballot_round)[0]}": "4"})
    assert Ballot.objects.get().channel == "paper" and Voter.objects.filter(has_voted=True).count() == 1
    assert not LogEntry.objects.exists()


def test_the_paper_ballot_lists_the_proposals(technician_client):
    ballot_round = make_open_round(members=1)
    reader = PdfReader(io.BytesIO(technician_client.get(admin(ballot_round, "bulletin-papier")).content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert (
        all(proposal.title in text for proposal in ballot_round.candidates.all()) and "n’écrivez pas votre nom" in text
    )


def test_the_sheet_to_sign_names_only_those_who_may_still_vote_on_paper(technician_client):
    ballot_round = make_open_round(members=2)
    voted, waiting = (str(voter.member) for voter in ballot_round.voters.by_name())
    ballot_round.vote(ballot_round.codes[0], {}, TODAY)
    reader = PdfReader(io.BytesIO(technician_client.get(admin(ballot_round, "signatures")).content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert waiting in text and voted not in text


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        ("saisie papier", "papier", 200),
        ("saisie papier", "codes", 403),
        ("saisie papier", "fermer", 403),
        ("rédaction", "papier", 200),
        ("rédaction", "fermer", 403),
        ("technique", "papier", 403),
        ("présidence", "codes", 200),
    ],
)
def test_each_role_has_its_acts(client, role, page, status):
    if not Group.objects.exists():
        apply_roles()
    user = make_user()
    user.groups.set([Group.objects.get(name=role)])
    assert enter(client, user).get(admin(make_open_round(), page)).status_code == status


@pytest.mark.parametrize("make", [make_round, make_open_round, make_closed_round, make_published_round])
def test_every_state_has_its_page_in_the_back_office(technician_client, make):
    assert technician_client.get(f"/admin/proposals/round/{make().pk}/change/").status_code == 200


@pytest.mark.parametrize(("ballots", "told"), [(10, False), (11, True)])
def test_the_president_sees_the_order_before_publication_only_with_enough_ballots(technician_client, ballots, told):
    page = technician_client.get(f"/admin/proposals/round/{make_closed_round(ballots=ballots).pk}/change/").text
    assert ("L’ordre, avant publication" in page) is told


def test_the_list_is_chosen_on_the_form(technician_client):
    proposals = [make_proposal(), make_proposal()]
    data = {"title": "Priorités", "reference": "p", "intro": "", "method": "points", "budget": 10, "closes_on": ""}
    technician_client.post("/admin/proposals/round/add/", data | {"proposals": [p.pk for p in proposals]})
    assert list(Round.objects.get().candidates.order_by("number")) == proposals


@pytest.mark.parametrize("act", ["ouvrir", "separer", "publier"])
def test_an_act_that_does_not_fit_says_so_and_changes_nothing(technician_client, act):
    record = make_open_round()
    assert "Ce n’est pas possible maintenant" in technician_client.get(admin(record, act)).text
    assert technician_client.post(admin(record, act)).status_code == 422
    assert Round.objects.get().state == "open"
    assert User.objects.count() == 1
