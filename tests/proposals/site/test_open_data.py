"""The open files of the proposals: every column said, nothing unpublished, dated by what the public sees."""

import csv
import io
import json

import pytest
import time_machine

from proposals.models import Proposal
from proposals.rules.status import Status
from proposals.site.open_data import last_change
from publishing.publishable import Publication
from tests.proposals.make import make_commission, make_proposal, words
from tests.proposals.make_round import make_closed_round, make_published_round, numbers

pytestmark = pytest.mark.django_db
FILE = "/donnees-ouvertes/propositions.csv"
DECISIONS = "/donnees-ouvertes/decisions.csv"


def rows(client, address=FILE):
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_a_row_says_what_the_page_says(client):
    proposal = make_proposal(Status.REJECTED, cost=1200, cost_estimated_on="2018-05-01", is_shared=True)
    proposal.commissions.set(
        [make_commission(name="Une"), make_commission(publication=Publication.DRAFT, name="Zanzibar")]
    )
    [row] = rows(client)
    assert (row["statut"], row["raison"], row["cout_en_euros"]) == ("Rejetée", "Une raison claire.", "1200")
    assert (row["cout_estime_le"], row["partagee_avec_les_elus"], row["commissions"]) == ("2018-05-01", "oui", "Une")
    assert row["adresse"].endswith(proposal.get_absolute_url())


def test_the_status_and_the_words_are_those_of_the_last_published_decision(client):
    proposal = make_proposal(Status.UNDER_REVIEW)
    proposal.decide(Status.REJECTED, **words(reason="Zanzibar"), publish=False)
    [row] = rows(client)
    assert (row["statut"], row["raison"]) == ("En analyse juridique et financière", "Une raison claire.")
    assert len(rows(client, DECISIONS)) == 1


def test_the_journal_of_a_draft_is_in_no_file(client):
    make_proposal(Status.VALIDATED, publication=Publication.DRAFT)
    assert not rows(client) and not rows(client, DECISIONS)


@pytest.mark.parametrize("address", [FILE, DECISIONS])
def test_every_column_is_in_the_schema_with_its_type(client, address):
    make_proposal(Status.VALIDATED)
    schema = json.loads(client.get(address.replace(".csv", "/schema.json")).content)
    fields = {field["name"]: field for field in schema["fields"]}
    assert list(rows(client, address)[0]) == list(fields) and schema["licence"] == "Licence Ouverte 2.0"
    assert all(field["description"] and field["type"] for field in fields.values())


def test_a_schema_of_nothing_is_a_404(client):
    assert client.get("/donnees-ouvertes/membres/schema.json").status_code == 404


def test_who_has_the_file_already_gets_a_304_until_something_changes(client):
    with time_machine.travel("2026-11-23 10:00:00+01:00", tick=False):
        proposal = make_proposal()
    first = client.get(FILE)
    assert first["Last-Modified"] == "Mon, 23 Nov 2026 09:00:00 GMT"
    assert client.get(FILE, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    assert client.get(FILE, headers={"if-none-match": first["ETag"]}).status_code == 304
    with time_machine.travel("2026-11-23 10:00:05+01:00", tick=False):
        proposal.decide(Status.VALIDATED, **words())
    assert client.get(FILE, headers={"if-modified-since": first["Last-Modified"]}).status_code == 200
    assert client.get(FILE, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_date_tells_nothing_of_what_was_never_public_but_tells_a_withdrawal():
    draft = make_proposal(publication=Publication.DRAFT)
    draft.save()
    assert last_change() is None
    shown = make_proposal()
    before = last_change()
    shown.publication = Publication.WITHDRAWN
    shown.save()
    assert last_change() > before


def test_a_step_is_open_data_and_moves_the_date_of_the_last_change(client):
    proposal = make_proposal(Status.VALIDATED)
    before = last_change()
    proposal.milestones.create(title="Le banc est posé", starts_on="2026-06-01", publication=Publication.PUBLISHED)
    [row] = rows(client, "/donnees-ouvertes/etapes.csv")
    assert (row["etape"], row["etat"], row["date"]) == ("Le banc est posé", "Prévue", "2026-06-01")
    assert last_change() > before


def test_a_formula_stays_text(client):
    Proposal.objects.create(number=1, title="=1+1", publication=Publication.PUBLISHED)
    assert rows(client)[0]["titre"] == "'=1+1"


def test_a_published_order_is_open_data_without_the_words_of_what_was_withdrawn(client):
    ballot_round = make_published_round()
    make_closed_round()
    first, *_ = numbers(ballot_round)
    Proposal.objects.filter(number=first).update(publication=Publication.WITHDRAWN)
    found = rows(client, "/donnees-ouvertes/priorites.csv")
    assert [row["place"] for row in found] == ["1", "2", "3"] and found[0]["titre"] == "" != found[1]["titre"]
    assert found[0]["bulletins"] == "11" and "points" not in found[0]
