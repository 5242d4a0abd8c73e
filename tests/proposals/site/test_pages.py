import re

import pytest
from django.urls import reverse

from proposals.models import Decision, Proposal
from proposals.rules.status import Status
from publishing.publishable import Publication
from tests.as_read import tight
from tests.proposals.make import make_chapter, make_commission, make_meeting, make_passage, make_proposal, words

pytestmark = pytest.mark.django_db
LIST = "/propositions/"


def page(client, proposal):
    return client.get(reverse("proposals:proposal_detail", args=[proposal.number]))


def counts(html):
    """The filters as read on the page: label → count."""
    found = re.findall(r'<li><a href="\?[^"]*"[^>]*>(.*?)<span class="n">(\d+)</span>', tight(html), re.DOTALL)
    return {re.sub(r"<.*?>", "", label).strip(): int(count) for label, count in found}


def test_the_list_shows_titles_reasons_and_one_line_for_the_others(client):
    make_proposal(Status.REJECTED, title="Une passerelle")
    make_proposal(title="")
    make_proposal(title="")
    html = tight(client.get(LIST).text)
    assert "Une passerelle" in html
    assert "Une raison claire." in html
    assert html.count("2 autres propositions\u00a0: titres à compléter".replace("\u00a0", "&nbsp;")) == 1
    assert html.count("<article") == 1


@pytest.mark.parametrize(
    "query", ["", "?statut=validee", "?statut=rejetee", "?statut=a-completer", "?mots=BANC", "?chapitre=a-completer"]
)
def test_the_rows_of_a_filter_are_as_many_as_its_count(client, query):
    for status in Status:
        make_proposal(status, title=f"Un banc {status.label}")
    make_proposal(title="")
    html = tight(client.get(LIST + query).text)
    current = re.search(r'aria-current="true">(?:.*?)<span class="n">(\d+)</span>', html, re.DOTALL)
    other = re.search(r"(\d+)(?: autre)? proposition&nbsp;: titre", html)
    assert int(current[1]) == html.count("<article") + (int(other[1]) if other else 0)


def test_examples_are_shown_apart_marked_and_not_counted(client):
    make_proposal(Status.VALIDATED)
    make_proposal(Status.REJECTED, title="Exemple : un banc", is_example=True)
    html = tight(client.get(LIST).text)
    assert counts(html)["Toutes"] == 1
    assert "1 exemple inventé" in html
    assert '<span class="example">exemple</span>' in html


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
def test_what_is_not_published_is_nowhere(client, publication):
    hidden = make_proposal(Status.VALIDATED, title="Un secret", publication=publication)
    assert "Un secret" not in client.get(LIST).text
    assert "Un secret" not in client.get(f"{LIST}?mots=secret").text.replace('value="secret"', "")
    assert page(client, hidden).status_code == 404
    assert counts(client.get(LIST).text).get("Toutes", 0) == 0


def test_a_decision_kept_for_later_shows_nowhere(client):
    proposal = make_proposal(title="Un banc")
    proposal.decide(Status.REJECTED, publish=False, **words(reason="Motif encore secret."))
    for address in (LIST, f"{LIST}?mots=motif", proposal.get_absolute_url()):
        html = client.get(address).text
        assert "encore secret" not in html
        assert 'class="status s-rejetee"' not in html
    assert counts(client.get(LIST).text)["Rejetée"] == 0
    assert "Un banc" not in client.get(f"{LIST}?mots=secret").text


def test_the_page_puts_the_status_above_the_title_and_says_why(client):
    html = page(client, make_proposal(Status.REJECTED, title="Une passerelle")).text
    assert html.index("s-rejetee") < html.index("<h1>Une passerelle</h1>")
    assert "Pourquoi c’est non" in html
    assert "Une raison claire." in html


def test_the_journal_is_newest_first_and_keeps_corrections(client):
    proposal = make_proposal(Status.UNDER_REVIEW)
    proposal.decide(Status.REJECTED, **words(reason="Premiers mots."))
    proposal.correct(Status.REJECTED, **words(reason="Mots corrigés."))
    journal = page(client, proposal).text.split('id="journal"')[1]
    assert journal.index("Mots corrigés.") < journal.index("Premiers mots.") < journal.index("s-analyse")


def test_what_is_not_known_says_so(client):
    html = tight(page(client, make_proposal(Status.VALIDATED)).text)
    assert html.count("à compléter") >= 9
    assert 'Chapitre&nbsp;:<span class="to-complete">' in html


def test_an_inferred_chapter_is_to_confirm(client):
    proposal = make_proposal(chapter=make_chapter(name="Mobilité"), is_chapter_inferred=True)
    assert "Mobilité (à confirmer)" in page(client, proposal).text
    assert "Mobilité (à confirmer)" in client.get(LIST).text


def test_a_proposal_without_a_title_says_so_and_stays_out_of_search_engines(client):
    html = page(client, make_proposal(title="")).text
    assert "Nous n’avons pas encore le titre" in html
    assert 'content="noindex"' in html


@pytest.mark.parametrize(("publication", "shown"), [(Publication.PUBLISHED, True), (Publication.DRAFT, False)])
def test_a_decision_names_its_meeting_once_it_is_public(client, publication, shown):
    meeting = make_meeting(title="Plénière de juin", publication=publication)
    proposal = make_proposal()
    proposal.decide(Status.VALIDATED, **words(meeting=meeting))
    assert ("Plénière de juin" in page(client, proposal).text) == shown


def test_an_unpublished_commission_is_not_named(client):
    proposal = make_proposal()
    proposal.commissions.add(
        make_commission(name="Visible"), make_commission(name="Cachée", publication=Publication.DRAFT)
    )
    for html in (client.get(LIST).text, page(client, proposal).text):
        assert "Visible" in html
        assert "Cachée" not in html


def test_the_carrying_out_of_all_is_said_on_the_real_validated_ones_only(client):
    make_passage(text="Peu à peu.")
    validated, example = make_proposal(Status.VALIDATED), make_proposal(Status.VALIDATED, is_example=True)
    assert "Peu à peu." in page(client, validated).text
    assert "Peu à peu." not in page(client, example).text
    assert "Peu à peu." not in page(client, make_proposal(Status.REJECTED)).text


def test_the_page_says_how_old_its_words_are(client, identity):
    proposal = make_proposal(state_as_of="l’été 2018")
    assert "état à l’été 2018" in client.get(LIST).text
    assert "état à l’été 2018" in page(client, proposal).text


def test_text_typed_by_people_stays_text(client):
    attack = "<script>alert(1)</script>\"'{{ 7|add:7 }}"
    proposal = make_proposal(title=attack, finding=attack, description=attack)
    proposal.decide(Status.REJECTED, **words(reason=attack, decided_by=attack))
    for address in (LIST, proposal.get_absolute_url(), f"{LIST}?mots={attack}&statut={attack}"):
        assert "<script>" not in client.get(address).text


@pytest.mark.parametrize("address", [LIST, f"{LIST}?statut=rejetee", f"{LIST}?mots=banc"])
def test_an_empty_site_says_so_without_a_crash(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "Aucune proposition n’est encore publiée." in response.text


@pytest.mark.parametrize("number", ["0", "99", "2147483648", "99999999999999999999999"])
def test_an_unknown_number_is_not_found(client, number):
    assert client.get(f"{LIST}{number}/").status_code == 404


def test_pages_are_only_read(client):
    proposal = make_proposal()
    assert client.post(LIST).status_code == client.post(proposal.get_absolute_url()).status_code == 405
    assert not client.get(LIST).cookies


def fill(count):
    commission = make_commission()
    for index in range(count):
        proposal = make_proposal(list(Status)[index % 4], chapter=make_chapter())
        proposal.commissions.add(commission)


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_whatever_the_number(client, identity, django_assert_num_queries, count):
    fill(count)
    make_passage()
    with django_assert_num_queries(4):
        client.get(f"{LIST}?mots=proposition")


@pytest.mark.parametrize("count", [1, 50])
def test_a_page_costs_the_same_whatever_its_journal(client, identity, django_assert_num_queries, count):
    proposal = make_proposal(Status.VALIDATED)
    line = {"status": "validated", "previous_status": "validated", "precision": "unknown", "is_published": True}
    line["meeting"] = make_meeting()
    Decision.objects.bulk_create(Decision(proposal=proposal, line=index + 2, **line) for index in range(count))
    with django_assert_num_queries(6):
        page(client, proposal)


def test_a_meeting_knows_the_published_decisions_made_there():
    meeting = make_meeting()
    shown, kept = make_proposal(), make_proposal()
    shown.decide(Status.VALIDATED, **words(meeting=meeting))
    kept.decide(Status.VALIDATED, publish=False, **words(meeting=meeting))
    assert [decision.proposal for decision in meeting.decisions.published()] == [shown]


def test_the_reason_shown_is_that_of_the_last_published_line():
    proposal = make_proposal(Status.REJECTED)
    proposal.correct(Status.REJECTED, publish=False, **words(reason="Plus tard."))
    assert Proposal.objects.with_reason().get().public_reason == "Une raison claire."
