"""A round of priorities: its life, one vote a member, and a published order that nothing changes."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from members.models.mandate import SeatKind
from proposals.models import Ballot, Candidate, Round, RoundState, Voter, VoteRefused
from tests.proposals.make import make_proposal
from tests.proposals.make_round import (
    TODAY,
    make_closed_round,
    make_open_round,
    make_published_round,
    make_round,
    make_seated_member,
    numbers,
)

pytestmark = pytest.mark.django_db


def refused(act, *arguments):
    with pytest.raises((ValidationError, VoteRefused)) as refusal:
        act(*arguments)
    return str(refusal.value)


def test_opening_invites_the_members_who_sit_and_only_them():
    ballot_round = make_round()
    seated = make_seated_member()
    make_seated_member(seat_kind=SeatKind.ALTERNATE)
    make_seated_member(ends_on="2026-02-01")
    make_seated_member(is_example=True)
    ballot_round.open(TODAY)
    assert [voter.member for voter in ballot_round.voters.all()] == [seated]


def test_alternates_vote_when_the_president_says_so():
    ballot_round = make_round(includes_alternates=True)
    make_seated_member(seat_kind=SeatKind.ALTERNATE)
    ballot_round.open(TODAY)
    assert ballot_round.voters.count() == 1


def test_a_vote_without_members_or_with_one_proposal_does_not_open():
    assert "Aucun membre" in refused(make_round().open, TODAY)
    make_seated_member()
    assert "au moins deux" in refused(make_round([make_proposal()]).open, TODAY)


def test_true_proposals_and_invented_ones_are_never_put_in_one_order():
    make_seated_member()
    mixed = make_round([make_proposal(), make_proposal(is_example=True)])
    assert "exemples inventés" in refused(mixed.open, TODAY)
    assert Round.objects.get().state == RoundState.DRAFT


def test_the_list_does_not_change_once_the_vote_is_open():
    assert "ne change plus" in refused(make_open_round().propose, [make_proposal()])


def test_a_proposal_in_the_list_cannot_disappear_from_under_the_ballots():
    ballot_round = make_round()
    with pytest.raises(ProtectedError):
        ballot_round.candidates.first().delete()


def test_a_code_votes_once_however_it_is_typed():
    ballot_round = make_open_round()
    typed = ballot_round.codes[0].lower().replace("-", " ").replace("0", "o")
    ballot_round.vote(typed, {numbers(ballot_round)[0]: 3}, TODAY)
    assert "déjà servi" in refused(ballot_round.vote, ballot_round.codes[0], {}, TODAY)
    assert Ballot.objects.count() == Voter.objects.filter(has_voted=True).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.two_writers
def test_of_eight_clicks_at_the_same_moment_one_ballot_is_stored():
    ballot_round = make_open_round(members=2)
    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(vote_elsewhere, [ballot_round.pk] * 8, [ballot_round.codes[0]] * 8))
    assert outcomes == ["refused"] * 7 + ["voted"]
    assert Ballot.objects.count() == Voter.objects.filter(has_voted=True).count() == 1


def vote_elsewhere(key, code):
    try:
        Round.objects.get(pk=key).vote(code, {}, TODAY)
    except VoteRefused:
        return "refused"
    else:
        return "voted"
    finally:
        connection.close()


def test_an_unknown_code_votes_for_nothing():
    ballot_round = make_open_round()
    for code in ["AAAA-AAAA-AAAA-AAAA", "", "é"]:
        assert "pas connu" in refused(ballot_round.vote, code, {}, TODAY)
    assert not Ballot.objects.exists()


def test_the_code_of_a_round_opens_no_other():
    one, other = make_open_round(), make_open_round()
    assert "pas connu" in refused(other.vote, one.codes[0], {}, TODAY)


def test_a_ballot_with_a_mistake_does_not_use_the_code():
    ballot_round = make_open_round()
    assert "retirez-en 2" in refused(ballot_round.vote, ballot_round.codes[0], {numbers(ballot_round)[0]: 12}, TODAY)
    ballot_round.vote(ballot_round.codes[0], {}, TODAY)
    assert Ballot.objects.get().choices == {}


def test_nobody_votes_on_the_screen_after_the_last_day_or_once_closed():
    ballot_round = make_open_round(closes_on=TODAY)
    assert "fini" in refused(ballot_round.vote, ballot_round.codes[0], {}, TODAY + datetime.timedelta(days=1))
    ballot_round.close(TODAY)
    assert "fini" in refused(ballot_round.vote, ballot_round.codes[0], {}, TODAY)


def test_only_the_print_of_a_code_is_stored():
    ballot_round = make_open_round(members=1)
    stored = Voter.objects.values().get()
    assert len(stored["code_print"]) == 64
    assert not any(ballot_round.codes[0].replace("-", "") in str(value) for value in stored.values())


def test_new_codes_replace_the_old_ones_but_not_for_who_has_voted():
    ballot_round = make_open_round(members=2)
    ballot_round.vote(ballot_round.codes[0], {}, TODAY)
    [(_, fresh)] = ballot_round.give_codes(TODAY)
    assert "pas connu" in refused(ballot_round.vote, ballot_round.codes[1], {}, TODAY)
    ballot_round.vote(fresh, {}, TODAY)
    assert Ballot.objects.count() == 2


def test_a_member_who_joins_during_the_vote_gets_a_code():
    ballot_round = make_open_round(members=1)
    make_seated_member()
    assert len(ballot_round.give_codes(TODAY)) == 2


def test_a_paper_signature_stops_the_code_and_allows_one_paper_ballot():
    ballot_round = make_open_round(members=2)
    voter = ballot_round.voters.by_name().first()
    assert "Notez d’abord" in refused(ballot_round.enter_paper, {})
    assert ballot_round.sign_paper([voter.pk]) == 1
    assert "pas connu" in refused(ballot_round.vote, ballot_round.codes[0], {}, TODAY)
    ballot_round.enter_paper({numbers(ballot_round)[0]: 1})
    assert "autant de bulletins" in refused(ballot_round.enter_paper, {})


def test_who_voted_on_the_screen_cannot_sign_on_paper():
    ballot_round = make_open_round(members=1)
    ballot_round.vote(ballot_round.codes[0], {}, TODAY)
    assert ballot_round.sign_paper([ballot_round.voters.get().pk]) == 0


def test_a_signature_written_by_mistake_is_taken_back_unless_its_ballot_is_in():
    ballot_round = make_open_round(members=2)
    one, other = ballot_round.voters.by_name()
    ballot_round.sign_paper([one.pk, other.pk])
    ballot_round.enter_paper({})
    ballot_round.unsign_paper(one.pk)
    assert ballot_round.voters.filter(has_voted=True).get() == other
    assert "la signature reste" in refused(ballot_round.unsign_paper, other.pk)


def test_the_order_is_published_with_its_figures():
    ballot_round = make_published_round()
    first, second, third = numbers(ballot_round)
    assert [(p["number"], p["label"]) for p in ballot_round.result["places"]] == [
        (first, "1re"),
        (second, "2e"),
        (third, "3e"),
    ]
    assert (ballot_round.result["invited"], ballot_round.result["voted"], ballot_round.result["ballots"]) == (
        11,
        11,
        11,
    )


def test_too_few_ballots_are_not_published():
    assert "au moins 11" in refused(make_closed_round(ballots=10).publish, TODAY)
    assert Round.objects.get().result is None


def test_an_order_is_not_published_before_ballots_and_voters_are_separated():
    ballot_round = make_open_round()
    ballot_round.close(TODAY)
    assert "pas encore séparés" in refused(ballot_round.publish, TODAY)


@pytest.mark.parametrize("act", ["open", "close", "publish"])
def test_a_published_order_has_no_next_state(act):
    assert "ne peut pas devenir" in refused(getattr(make_published_round(), act), TODAY)


CHANGES = {
    "title": lambda r: Round.objects.filter(pk=r.pk).update(title="Autre"),
    "result": lambda r: Round.objects.filter(pk=r.pk).update(result={}),
    "state": lambda r: Round.objects.filter(pk=r.pk).update(state="closed", result=None, published_on=None),
    "deletion": lambda r: Round.objects.filter(pk=r.pk)._raw_delete("default"),
    "a new ballot": lambda r: Ballot.objects.create(round=r),
    "another ballot": lambda r: Ballot.objects.update(choices={}),
    "a new voter": lambda r: Voter.objects.create(round=r, member=make_seated_member()),
    "who voted": lambda r: Voter.objects.update(has_voted=False),
    "the list": lambda r: Candidate.objects.filter(round=r)._raw_delete("default"),
    "a longer list": lambda r: Candidate.objects.create(round=r, proposal=make_proposal()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_database_refuses_to_change_a_published_order(change):
    ballot_round = make_published_round()
    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        change(ballot_round)


def test_an_invented_order_may_be_taken_away():
    make_published_round(is_example=True).delete()
    assert not Round.objects.exists() and not Ballot.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "perdu"},
        {"budget": 0},
        {"budget": 101},
        {"method": "hasard"},
        {"opens_on": TODAY},
        {"state": "open"},
        {"result": {}},
        {"state": "published", "opens_on": TODAY, "result": {}, "published_on": TODAY},
    ],
    ids=str,
)
def test_the_database_refuses_a_round_that_breaks_a_rule(wrong):
    ballot_round = make_round()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=ballot_round.pk).update(**wrong)


def test_the_database_refuses_two_invitations_and_a_voice_without_a_vote():
    ballot_round = make_open_round(members=1)
    voter = ballot_round.voters.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Voter.objects.create(round=ballot_round, member=voter.member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voter.objects.update(channel="paper")
