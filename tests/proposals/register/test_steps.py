"""Where a proposal stands; no database here."""

import datetime

import pytest

from proposals.models import Decision, Proposal
from proposals.register.steps import steps

pytestmark = pytest.mark.once

DECIDED = Decision(precision="day", starts_on=datetime.date(2018, 6, 28))


def paces(decision=DECIDED, **fields):
    return {step.name: step.pace for step in steps(Proposal(**fields), decision)}


@pytest.mark.parametrize(
    ("status", "name", "pace"),
    [
        ("to_complete", "Décision", "later"),
        ("under_review", "En analyse juridique et financière", "now"),
        ("validated", "Validée", "done"),
        ("rejected", "Rejetée", "stopped"),
    ],
)
def test_the_decision_is_a_step(status, name, pace):
    assert paces(status=status)[name] == pace


def test_a_rejected_proposal_waits_for_no_carrying_out():
    assert "Mise en place" not in paces(status="rejected")


@pytest.mark.parametrize(
    ("delivery", "pace"), [("", "later"), ("under_way", "now"), ("done", "done"), ("abandoned", "stopped")]
)
def test_the_carrying_out_is_the_last_step(delivery, pace):
    assert list(paces(status="validated", delivery=delivery).items())[-1] == ("Mise en place", pace)


def test_sharing_without_a_day_is_done_all_the_same():
    assert steps(Proposal(is_shared=True), None)[1].detail == "Fait, date à préciser"
    assert steps(Proposal(is_shared=True, shared_on=datetime.date(2018, 5, 1)), None)[1].detail == "Le 1er mai 2018"


def test_nothing_is_said_of_a_sharing_nobody_recorded():
    assert paces()["Partagée avec les élus"] == "later"
