"""Where a proposal stands; no database here."""

import datetime

import pytest

from proposals.models import Decision, Proposal
from proposals.register.steps import steps

pytestmark = pytest.mark.once

DECIDED = Decision(precision="day", starts_on=datetime.date(2018, 6, 28))


def progress_of(decision=DECIDED, **fields):
    return {step.name: step.progress for step in steps(Proposal(**fields), decision)}


@pytest.mark.parametrize(
    ("status", "name", "progress"),
    [
        ("to_complete", "Décision", "later"),
        ("under_review", "En analyse juridique et financière", "now"),
        ("validated", "Validée", "done"),
        ("rejected", "Rejetée", "stopped"),
    ],
)
def test_the_decision_is_a_step(status, name, progress):
    assert progress_of(status=status)[name] == progress


def test_a_rejected_proposal_waits_for_no_carrying_out():
    assert "Mise en place" not in progress_of(status="rejected")


@pytest.mark.parametrize(
    ("delivery", "progress"), [("", "later"), ("under_way", "now"), ("done", "done"), ("abandoned", "stopped")]
)
def test_the_carrying_out_is_the_last_step(delivery, progress):
    assert list(progress_of(status="validated", delivery=delivery).items())[-1] == ("Mise en place", progress)


def test_sharing_without_a_day_is_done_all_the_same():
    assert steps(Proposal(is_shared=True), None)[1].detail == "Fait, date à préciser"
    assert steps(Proposal(is_shared=True, shared_on=datetime.date(2018, 5, 1)), None)[1].detail == "Le 1er mai 2018"


def test_nothing_is_said_of_a_sharing_nobody_recorded():
    assert progress_of()["Partagée avec les élus"] == "later"
