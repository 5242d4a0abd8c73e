"""What is kept of a vote, and for how long."""

import datetime

import pytest

from proposals.models import Ballot, Round, Voter
from proposals.retention import erase_expired
from tests.proposals.make_round import TODAY, make_closed_round, make_open_round

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "is_erased"), [(364, False), (366, True)])
def test_ballots_and_voters_go_a_year_after_the_vote_and_the_order_stays(days, is_erased):
    ballot_round = make_closed_round()
    ballot_round.publish(TODAY)
    later = TODAY + datetime.timedelta(days=days)
    erase_expired(later, dry_run=True)
    assert Ballot.objects.count() == Voter.objects.count() == 11
    found = {erasure.what: erasure.count for erasure in erase_expired(later)}
    assert (found["bulletins de vote"], found["listes de votants"]) == ((11, 11) if is_erased else (0, 0))
    assert Ballot.objects.exists() is Voter.objects.exists() is not is_erased
    assert Round.objects.get().result["voted"] == 11


@pytest.mark.parametrize(("days", "is_erased"), [(730, False), (732, True)])
def test_a_vote_that_nobody_closes_keeps_its_voters_two_years(days, is_erased):
    make_open_round()
    erase_expired(TODAY + datetime.timedelta(days=days))
    assert Voter.objects.exists() is not is_erased
