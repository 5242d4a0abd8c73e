"""A rejection says why: refused when only blanks, by the form, the verb, the admin and the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from proposals.desk.proposal_acts import DecisionForm
from proposals.models import Decision
from proposals.rules.blank import BLANKS, is_blank
from proposals.rules.status import Status
from tests.proposals.make import decision_post, make_proposal, words

pytestmark = pytest.mark.django_db
NOTHING = ["", " ", "\n\t \r\n", "\u00a0\u202f", "\u200b\ufeff", "\u3000", BLANKS]
SAY_WHY = "Dites pourquoi"


@pytest.mark.parametrize("reason", NOTHING)
def test_the_verb_refuses_a_rejection_without_words(reason):
    with pytest.raises(ValidationError, match=SAY_WHY):
        make_proposal().decide(Status.REJECTED, **words(reason=reason))


@pytest.mark.parametrize("reason", NOTHING)
def test_the_form_refuses_a_rejection_without_words_beside_the_field(reason):
    form = DecisionForm(decision_post(reason=reason), record=make_proposal(), by=None)
    assert not form.is_valid()
    assert SAY_WHY in form.errors["reason"][0]


@pytest.mark.parametrize("reason", NOTHING)
def test_the_admin_refuses_a_rejection_without_words(technician_client, reason):
    proposal = make_proposal()
    page = f"/admin/proposals/proposal/{proposal.pk}/decider/"
    response = technician_client.post(page, decision_post(reason=reason))
    assert SAY_WHY in response.text
    assert not Decision.objects.exists()


@pytest.mark.parametrize("reason", NOTHING)
def test_the_database_refuses_a_rejection_without_words_in_bulk(reason):
    line = Decision(proposal=make_proposal(), line=1, status="rejected", previous_status="to_complete", reason=reason)
    line.precision = "unknown"
    with pytest.raises(IntegrityError, match="decision_rejects_with_a_reason"), transaction.atomic():
        Decision.objects.bulk_create([line])


@pytest.mark.parametrize("reason", NOTHING)
def test_the_database_refuses_to_blank_a_reason_in_raw_sql(reason):
    make_proposal(Status.REJECTED)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE proposals_decision SET reason = %s", [reason])


def test_one_letter_is_enough_for_the_database():
    make_proposal().decide(Status.REJECTED, **words(reason="\u00a0x\n"))


def test_a_validation_may_stay_without_a_reason():
    make_proposal().decide(Status.VALIDATED, **words(reason=""))


def test_blank_means_only_blanks():
    assert is_blank(BLANKS)
    assert not is_blank(".")
