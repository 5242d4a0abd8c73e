"""Builders of a round of priorities: members, a list, an open vote and its ballots."""

import datetime
import itertools

from members.models import Mandate, Member
from proposals.models import Round
from proposals.priorities.unlinking import unlink
from tests.proposals.make import make_proposal

_number = itertools.count(1)
TODAY = datetime.date(2026, 11, 23)


def make_seated_member(is_example=False, **mandate):
    number = next(_number)
    member = Member.objects.create(
        reference=f"membre-{number}", first_name="Membre", last_name=f"{number:03}", is_example=is_example
    )
    Mandate.objects.create(member=member, starts_on="2026-01-01", is_example=is_example, **mandate)
    return member


def make_round(proposals=None, **fields):
    """In preparation, with three proposals to put in order."""
    number = next(_number)
    ballot_round = Round.objects.create(
        **{"reference": f"priorites-{number}", "title": f"Nos priorités {number}"} | fields
    )
    ballot_round.propose(proposals or [make_proposal(is_example=ballot_round.is_example) for _ in range(3)])
    return ballot_round


def make_open_round(members=6, **fields):
    """With the codes of its members, in `round.codes`."""
    ballot_round = make_round(**fields)
    for _ in range(members):
        make_seated_member(is_example=ballot_round.is_example)
    ballot_round.open(TODAY)
    ballot_round.codes = [code for _, code in ballot_round.give_codes(TODAY)]
    return ballot_round


def make_closed_round(ballots=11, **fields):
    """Each member gave all to the first proposal but the last, who gave one point to the second."""
    ballot_round = make_open_round(members=ballots, **fields)
    first, second, *_ = numbers(ballot_round)
    for code in ballot_round.codes[1:]:
        ballot_round.vote(code, {first: 3}, TODAY)
    ballot_round.vote(ballot_round.codes[0], {second: 1}, TODAY)
    ballot_round.close(TODAY)
    unlink(ballot_round)
    return ballot_round


def make_published_round(**fields):
    ballot_round = make_closed_round(**fields)
    ballot_round.publish(TODAY)
    return ballot_round


def numbers(ballot_round):
    return list(ballot_round.candidates.order_by("number").values_list("number", flat=True))
