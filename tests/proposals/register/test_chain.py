"""Proposal → meeting → decision → milestone → proof; no database here."""

import datetime

import pytest

from meetings.models import Meeting
from proposals.models import Decision, Milestone, Proposal
from proposals.register.chain import chain
from publishing.publishable import Publication

pytestmark = pytest.mark.once

DAY = datetime.date(2019, 3, 1)
MEETING = Meeting(reference="pleniere", title="Plénière", starts_on=DAY, publication=Publication.PUBLISHED)
DECIDED = Decision(status="validated", starts_on=DAY, meeting=MEETING)
DONE = Milestone(pk=7, title="Posé", state="done", starts_on=DAY, proof_title="Photo", proof_link="https://exemple.fr/")


def hops(journal=(), milestones=(), **fields):
    return chain(Proposal(**fields), journal, milestones)


def test_every_hop_is_dated_and_linked():
    found = hops([DECIDED], [DONE], shared_on=DAY)
    assert all(hop.address and hop.is_reached for hop in found)
    assert [hop.when for hop in found] == ["partagée le 1er mars 2019"] + ["vendredi 1er mars 2019"] * 4
    assert found[-1].address == "https://exemple.fr/"


def test_what_has_not_come_yet_says_so():
    assert [hop.when for hop in hops()] == ["date à préciser"] + ["pas encore"] * 4
    assert [hop.is_reached for hop in hops()] == [True] + [False] * 4


def test_a_meeting_that_is_not_public_is_not_linked():
    hidden = Decision(status="validated", starts_on=DAY, meeting=Meeting(publication=Publication.DRAFT))
    assert not hops([hidden])[1].address


def test_a_planned_step_is_named_but_not_reached():
    planned = Milestone(pk=8, title="À poser", starts_on=DAY)
    assert (hops([DECIDED], [planned])[3].name, hops([DECIDED], [planned])[3].is_reached) == (
        "Étape\u00a0: À poser",
        False,
    )
