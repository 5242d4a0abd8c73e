import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from proposals.models import Agreement, Milestone, Proposal
from proposals.rules.status import Status
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from publishing.publishable import Publication
from tests.proposals.make import make_proposal, words
from tests.proposals.make_milestone import make_milestone

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2019, 6, 30)
LATER = ImpreciseDate(Precision.MONTH, datetime.date(2019, 9, 1))
ADMIN = "/admin/proposals/milestone/"
BROKEN = {
    "no title": {"title": " \u00a0"},
    "an unknown state": {"state": "soon"},
    "moved without a reason": {"state": "moved", "first_expected": "mars 2019"},
    "moved from nowhere": {"state": "moved", "moved_because": "Il a plu."},
    "a proof that is no web page": {"proof_title": "x", "proof_link": "javascript:alert(1)"},
    "a proof without a name": {"proof_link": "https://exemple.fr/"},
    "a day that is missing": {"starts_on": None},
}


@pytest.mark.parametrize("fields", BROKEN.values(), ids=BROKEN)
def test_the_database_refuses(fields):
    milestone = make_milestone(make_proposal())
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=milestone.pk).update(**fields)


def test_moving_keeps_the_first_date_and_the_reason():
    milestone = make_milestone(make_proposal())
    milestone.move(LATER, "Il a plu.")
    milestone.move(ImpreciseDate(Precision.YEAR, datetime.date(2020, 1, 1)), "Encore la pluie.")
    milestone.refresh_from_db()
    assert (milestone.state, milestone.first_expected) == ("moved", "vendredi 1er mars 2019")
    assert [row.moved_because for row in milestone.history.all()] == ["Encore la pluie.", "Il a plu.", ""]


@pytest.mark.parametrize("because", ["", " ", "\u200b"])
def test_moving_needs_a_reason(because):
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        make_milestone(make_proposal()).move(LATER, because)


def test_what_is_done_does_not_move():
    milestone = make_milestone(make_proposal(), state="done")
    with pytest.raises(ValidationError, match="déjà faite"):
        milestone.move(LATER, "Il a plu.")


def test_nothing_is_done_in_the_future():
    with pytest.raises(ValidationError, match="date à venir"):
        make_milestone(make_proposal(), state="done", starts_on=datetime.date(2999, 1, 1)).tell()


def milestone_post(milestone, **changes):
    defaults = {"proposal": milestone.proposal_id, "title": milestone.title, "publication": "published"}
    defaults |= {"state": milestone.state, "precision": "day", "starts_on": "01/03/2019", "ends_on": ""}
    return defaults | {"moved_because": "", "proof_title": "", "proof_link": "", "photo": ""} | changes


def test_the_president_moves_a_step_by_changing_its_date(technician_client):
    milestone = make_milestone(make_proposal())
    page = f"{ADMIN}{milestone.pk}/change/"
    refused = technician_client.post(page, milestone_post(milestone, starts_on="01/04/2019"))
    assert "Dites pourquoi la date change" in refused.text
    technician_client.post(page, milestone_post(milestone, starts_on="01/04/2019", moved_because="Il a plu."))
    milestone.refresh_from_db()
    assert (milestone.state, milestone.first_expected) == ("moved", "vendredi 1er mars 2019")


def test_the_page_shows_the_published_steps_only(client):
    proposal = make_proposal(Status.VALIDATED, responsible="bailleur")
    make_milestone(proposal, title="Étape visible", proof_title="Le constat", proof_link="https://exemple.fr/constat")
    make_milestone(proposal, title="Étape cachée", publication=Publication.DRAFT)
    html = client.get(proposal.get_absolute_url()).text
    assert "Étape visible" in html
    assert "Le bailleur" in html
    assert 'href="https://exemple.fr/constat"' in html
    assert "Étape cachée" not in html
    assert "Étape cachée" not in client.get("/propositions/frise/").text


def test_a_step_of_a_hidden_proposal_is_not_on_the_timeline(client):
    make_milestone(make_proposal(publication=Publication.DRAFT), title="Secrète")
    assert "Secrète" not in client.get("/propositions/frise/").text


def test_the_feed_tells_the_public_steps(client):
    proposal = make_proposal(Status.VALIDATED, title="Un banc")
    make_milestone(proposal, title="Banc posé")
    make_milestone(proposal, title="Étape cachée", publication=Publication.DRAFT)
    make_milestone(make_proposal(publication=Publication.DRAFT), title="Étape secrète")
    feed = client.get("/propositions/nouvelles.atom").text
    assert "Banc posé" in feed
    assert "Étape cachée" not in feed
    assert "Étape secrète" not in feed


def test_the_timeline_starts_with_the_agreement_once_it_is_known(client):
    make_milestone(make_proposal(), starts_on=datetime.date(2020, 5, 1))
    assert "première année est à compléter" in client.get("/propositions/frise/").text
    Agreement.objects.create(first_year=2019)
    html = client.get("/propositions/frise/").text
    assert "De 2019 à 2024" in html
    assert "Vendredi 1er mai 2020" in html


@pytest.mark.parametrize(
    ("query", "shown"), [("", False), ("?depuis=2024", True), ("?depuis=²024", False), ("?depuis=x", False)]
)
def test_the_years_after_can_be_looked_at(client, query, shown):
    make_milestone(make_proposal(), starts_on=datetime.date(2025, 5, 1))
    html = client.get(f"/propositions/frise/{query}").text
    assert ("Jeudi 1er mai 2025" in html) == shown
    assert ('href="?depuis=2024"' in html) != shown


@pytest.mark.parametrize("fields", [{"first_year": 1900}, {"first_year": 2019, "single": False}])
def test_the_agreement_is_single_and_likely(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(**fields)


def silent():
    return list(Proposal.objects.without_news(TODAY))


def test_the_president_sees_who_gives_no_news(technician_client):
    forgotten = make_proposal(Status.VALIDATED, title="Oubliée")
    make_proposal(Status.REJECTED)
    make_proposal()
    told = make_proposal(Status.VALIDATED)
    forgotten.decisions.update(recorded_on=TODAY - datetime.timedelta(days=120))
    told.decisions.update(recorded_on=TODAY - datetime.timedelta(days=200))
    make_milestone(told, said_on=TODAY - datetime.timedelta(days=119))
    assert silent() == [forgotten]
    make_milestone(forgotten, said_on=TODAY, publication=Publication.DRAFT)
    assert silent() == [forgotten]
    assert "2 propositions sans nouvelle depuis 120 jours" in technician_client.get("/admin/").text


def test_a_pending_decision_is_no_public_news():
    proposal = make_proposal(Status.UNDER_REVIEW)
    proposal.decisions.update(recorded_on=TODAY - datetime.timedelta(days=300))
    proposal.decide(Status.VALIDATED, publish=False, **words())
    assert silent() == [proposal]


@pytest.mark.parametrize("lacking", ["titre", "fiche", "raison", "nouvelles", "inconnu"])
def test_the_admin_lists_what_is_lacking(technician_client, lacking):
    make_proposal(Status.VALIDATED, title="Incomplète")
    response = technician_client.get("/admin/proposals/proposal/", {"manque": lacking})
    assert response.status_code == 200
    assert ("Incomplète" in response.text) == (lacking in ("fiche", "inconnu"))
