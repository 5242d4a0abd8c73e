"""The rules that a row could break, kept by the database."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from proposals.models import Decision, Proposal
from proposals.rules.status import Origin, Status
from tests.proposals.make import make_chapter, make_proposal
from tests.walks.make import make_observation

pytestmark = pytest.mark.django_db
A_DATE = datetime.date(2018, 6, 28)
BROKEN = {
    "a title of blanks": {"title": " \u00a0"},
    "an unknown status": {"status": "maybe"},
    "an unknown delivery": {"delivery": "soon"},
    "an inferred chapter that is not named": {"is_chapter_inferred": True},
    "a day of sharing without sharing": {"shared_on": A_DATE},
    "a day of estimate without a cost": {"cost_estimated_on": A_DATE},
    "an unknown origin": {"origin": "mars"},
    "an unknown body": {"responsible": "moi"},
    "a scheduled page without a moment": {"publication": "scheduled"},
}


@pytest.mark.parametrize("fields", BROKEN.values(), ids=BROKEN)
def test_the_database_refuses(fields):
    proposal = make_proposal()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**fields)


@pytest.mark.parametrize("title", ["", " ", "\u200b"])
def test_a_decided_proposal_keeps_its_title(title):
    proposal = make_proposal(Status.VALIDATED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(title=title)


def test_a_proposal_to_complete_may_have_no_title():
    proposal = make_proposal(title="")
    proposal.full_clean()
    assert str(proposal) == f"Proposition {proposal.number}\u00a0: titre à compléter"


def test_the_form_says_why_a_title_must_stay():
    proposal = make_proposal(Status.VALIDATED)
    proposal.title = ""
    with pytest.raises(ValidationError, match="Donnez un titre"):
        proposal.full_clean()


def test_a_title_must_stay_for_a_decision_kept_for_later():
    proposal = make_proposal(Status.VALIDATED)
    Decision.objects.update(is_published=False)
    proposal.title = ""
    with pytest.raises(ValidationError, match="Donnez un titre"):
        proposal.clean()


def test_a_number_is_used_once():
    proposal = make_proposal()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_proposal(number=proposal.number)


def test_a_decision_never_says_to_complete():
    make_proposal(Status.VALIDATED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(status="to_complete")


def test_an_inferred_chapter_is_fine_once_named():
    make_proposal(chapter=make_chapter(), is_chapter_inferred=True).full_clean()


REFUSED_LINES = {
    "a change that the table does not allow": {"previous_status": "rejected"},
    "nobody who decided": {"decided_by": " \u00a0"},
    "a document that is no web page": {"document_title": "x", "document_link": "javascript:alert(1)"},
    "a document without a name": {"document_link": "https://exemple.fr/"},
}


@pytest.mark.parametrize("fields", REFUSED_LINES.values(), ids=REFUSED_LINES)
def test_the_database_refuses_a_line_of_the_journal_with(fields):
    make_proposal(Status.VALIDATED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(**fields)


def test_an_observation_says_that_the_idea_comes_from_a_walk():
    proposal = make_proposal()
    proposal.observation = make_observation()
    with pytest.raises(ValidationError, match="marche exploratoire"):
        proposal.full_clean()
    proposal.origin = Origin.WALK
    proposal.full_clean()
