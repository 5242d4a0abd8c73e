from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from proposals.models import Decision, Proposal
from proposals.rules.status import Status
from tests.proposals.make import NO_DAY, make_meeting, make_proposal, words

pytestmark = pytest.mark.django_db
ALLOWED = [(before, after) for before in Status for after in sorted(map(Status, before.then))]
REFUSED = [(before, after) for before in Status for after in Status if after not in before.then]


@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_an_allowed_change_is_made_and_written(before, after):
    proposal = make_proposal(before)
    decision = proposal.decide(after, **words())
    proposal.refresh_from_db()
    assert (proposal.status, decision.previous_status, decision.status) == (after, before, after)


@pytest.mark.parametrize(("before", "after"), REFUSED)
def test_any_other_change_is_refused_in_french(before, after):
    proposal = make_proposal(before)
    with pytest.raises(ValidationError) as refusal:
        proposal.decide(after, **words())
    assert f"«\u00a0{before.label}\u00a0» ne peut pas devenir «\u00a0{after.label}\u00a0»" in refusal.value.messages[0]
    assert Proposal.objects.get().status == before


def test_nothing_goes_back_to_unknown():
    assert all(Status.TO_COMPLETE not in status.then for status in Status)


def test_a_decision_keeps_who_when_why_and_where(technician):
    meeting = make_meeting()
    decision = make_proposal().decide(Status.VALIDATED, **words(meeting=meeting, by=technician, when=NO_DAY))
    decision.refresh_from_db()
    assert (decision.meeting, decision.recorded_by, decision.decided_by) == (meeting, technician, "la Ville")
    assert decision.when.label == "date à préciser"


def test_the_journal_outlives_the_account_that_wrote_it(technician):
    decision = make_proposal().decide(Status.VALIDATED, **words(by=technician))
    technician.delete()
    decision.refresh_from_db()
    assert decision.recorded_by is None


def test_a_decision_needs_to_say_who_decided():
    with pytest.raises(ValidationError) as refusal:
        make_proposal().decide(Status.VALIDATED, **words(decided_by=""))
    assert "decided_by" in refusal.value.error_dict


def test_a_proposal_without_a_title_cannot_be_decided():
    with pytest.raises(ValidationError, match="donnez-lui un titre"):
        make_proposal(title="").decide(Status.VALIDATED, **words())


def test_a_refused_decision_leaves_no_trace():
    proposal = make_proposal()
    with pytest.raises(ValidationError):
        proposal.decide(Status.REJECTED, **words(reason=" "))
    assert not Decision.objects.exists()


def test_two_editors_cannot_both_decide_from_the_same_page():
    first = make_proposal()
    second = Proposal.objects.get(pk=first.pk)
    first.decide(Status.VALIDATED, **words())
    with pytest.raises(ValidationError, match="Validée"):
        second.decide(Status.REJECTED, **words())


def test_deciding_locks_the_row_before_reading_it():
    proposal = make_proposal()
    with CaptureQueriesContext(connection) as queries:
        proposal.decide(Status.VALIDATED, **words())
    reads = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert "proposals_proposal" in reads[0]
    assert not connection.features.has_select_for_update or "FOR UPDATE" in reads[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.two_writers
def test_of_two_decisions_at_the_same_moment_one_is_refused():
    proposal = make_proposal()
    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(decide_elsewhere, [proposal.pk] * 2, [Status.VALIDATED, Status.REJECTED]))
    assert outcomes == ["refused", "written"]
    assert Decision.objects.count() == 1


def decide_elsewhere(key, status):
    try:
        Proposal.objects.get(pk=key).decide(status, **words())
    except ValidationError:
        return "refused"
    else:
        return "written"
    finally:
        connection.close()


def test_the_database_refuses_a_second_line_with_the_same_number():
    decision = make_proposal().decide(Status.VALIDATED, **words())
    decision.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save(force_insert=True)


def test_a_decision_kept_for_later_changes_nothing_in_public():
    proposal = make_proposal()
    proposal.decide(Status.VALIDATED, publish=False, **words())
    assert (Proposal.objects.get().status, proposal.decided_status) == (Status.TO_COMPLETE, Status.VALIDATED)


def test_publishing_later_shows_the_last_decision():
    proposal = make_proposal(Status.UNDER_REVIEW)
    proposal.decide(Status.VALIDATED, publish=False, **words())
    assert proposal.publish_decisions() == 1
    assert Proposal.objects.get().status == Status.VALIDATED


def test_publishing_an_old_line_does_not_bring_back_its_status():
    proposal = make_proposal()
    proposal.decide(Status.UNDER_REVIEW, publish=False, **words())
    proposal.decide(Status.VALIDATED, **words())
    proposal.publish_decisions()
    assert Proposal.objects.get().status == Status.VALIDATED


def test_a_correction_is_a_new_line_and_the_old_words_stay():
    proposal = make_proposal(Status.REJECTED)
    correction = proposal.correct(Status.REJECTED, **words(reason="La vraie raison."))
    assert correction.is_correction
    assert [line.reason for line in proposal.decisions.all()] == ["La vraie raison.", "Une raison claire."]


def test_the_same_words_are_not_written_twice():
    proposal = make_proposal(Status.REJECTED)
    with pytest.raises(ValidationError, match="déjà écrite"):
        proposal.correct(Status.REJECTED, **words())


def test_a_correction_cannot_speak_for_a_status_changed_meanwhile():
    proposal = make_proposal(Status.VALIDATED)
    with pytest.raises(ValidationError, match="la dernière décision n’est pas"):
        proposal.correct(Status.REJECTED, **words(reason="Autre raison."))


def test_a_status_changed_by_a_decision_is_in_the_history():
    proposal = make_proposal(Status.VALIDATED)
    assert proposal.history.first().status == Status.VALIDATED
