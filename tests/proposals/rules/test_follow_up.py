"""Who is silent, and what is expected; no database here."""

import datetime

import pytest

from proposals.models import Decision, Milestone, Proposal
from proposals.rules.follow_up import follow_up, is_late
from publishing.dates.imprecise_date import ImpreciseDate, Precision

TODAY = datetime.date(2019, 6, 30)


def days_ago(days):
    return TODAY - datetime.timedelta(days=days)


def followed(decisions=(), milestones=(), **fields):
    return follow_up(Proposal(**{"status": "validated"} | fields), decisions, milestones, TODAY)


@pytest.mark.parametrize(("days", "is_silent"), [(0, False), (119, False), (120, True), (400, True)])
def test_silence_begins_at_120_days(days, is_silent):
    assert followed([Decision(recorded_on=days_ago(days))]).is_silent is is_silent


def test_without_any_dated_news_it_is_silent():
    assert followed([Decision(precision="unknown")]).is_silent


@pytest.mark.parametrize(
    "fields", [{"status": "rejected"}, {"status": "to_complete"}, {"delivery": "done"}, {"delivery": "abandoned"}]
)
def test_nothing_is_expected_of_what_is_over_or_unknown(fields):
    assert not followed(**fields).is_silent


def test_the_latest_news_counts_whoever_told_it():
    told = followed([Decision(recorded_on=days_ago(300))], [Milestone(said_on=days_ago(10))], shared_on=days_ago(500))
    assert (told.last_news_on, told.is_silent) == (days_ago(10), False)


def test_a_date_to_come_is_no_news():
    assert followed(shared_on=days_ago(-5)).last_news_on is None


def test_the_next_step_is_the_first_that_is_not_done():
    done, late = Milestone(state="done", starts_on=days_ago(90)), Milestone(starts_on=days_ago(3))
    later, undated = Milestone(starts_on=days_ago(-30)), Milestone(precision="unknown")
    found = followed(milestones=[done, undated, later, late])
    assert (found.next_milestone, found.is_next_late) == (late, True)


@pytest.mark.parametrize(("precision", "is_past"), [("day", True), ("month", False), ("year", False)])
def test_an_imprecise_date_is_late_once_its_period_is_over(precision, is_past):
    assert is_late(ImpreciseDate(Precision(precision), datetime.date(2019, 6, 1)), TODAY) is is_past
