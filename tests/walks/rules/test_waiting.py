import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walks.rules.board import board_of, days_waited, waiting_of
from walks.rules.route import NO_STREET, compare, steps_of, streets_of
from walks.rules.status import ObservationStatus

pytestmark = pytest.mark.once
DAY = datetime.date(2026, 1, 1)


def row(days=None, done=False, sent=True, status=ObservationStatus.SENT):
    answered_on = DAY + datetime.timedelta(days=days) if days is not None else None
    done_on = answered_on if done else None
    return SimpleNamespace(sent_on=DAY if sent else None, answered_on=answered_on, done_on=done_on, status=status)


def test_the_sentence_says_how_many_and_how_long():
    rows = [row(45) for _ in range(12)] + [row() for _ in range(18)]
    assert waiting_of(rows).label == "30 observations, 12 réponses, délai médian 45 jours"


def test_without_an_answer_there_is_no_median():
    assert waiting_of([row()]).label == "1 observation, 0 réponse"
    assert waiting_of([]).median_days is None


@given(st.lists(st.integers(0, 900), min_size=1))
def test_the_median_is_between_the_quickest_and_the_slowest(days):
    assert min(days) <= waiting_of([row(d) for d in days]).median_days <= max(days)


@given(st.lists(st.one_of(st.none(), st.integers(0, 50))))
def test_the_counts_always_add_up(days):
    waiting = waiting_of([row(d) for d in days])
    assert waiting.unanswered + waiting.answered == waiting.sent == waiting.observations


def test_a_wait_goes_on_until_the_answer():
    assert days_waited(DAY, None, DAY + datetime.timedelta(days=9)) == 9
    assert days_waited(DAY, DAY + datetime.timedelta(days=2), DAY + datetime.timedelta(days=9)) == 2
    assert days_waited(None, None, DAY) is None


def test_the_board_counts_each_status_once_and_leaves_out_the_empty_ones():
    board = board_of(
        [row(status=ObservationStatus.SENT), row(status=ObservationStatus.SENT), row(1, status=ObservationStatus.DONE)]
    )
    assert [(line.status, line.count) for line in board.counts] == [
        (ObservationStatus.SENT, 2),
        (ObservationStatus.DONE, 1),
    ]


def stop(pk, earlier=None, street=""):
    return SimpleNamespace(pk=pk, earlier_id=earlier, street=street)


def seen(stop_id, status=ObservationStatus.NOTED):
    return SimpleNamespace(stop_id=stop_id, status=status)


def test_a_stop_without_observation_is_still_a_step_and_the_way_comes_last():
    steps = steps_of([stop(1), stop(2)], [seen(2), seen(None)])
    assert [len(step.observations) for step in steps] == [0, 1, 1] and steps[-1].label == "En chemin"


def test_observations_are_also_read_by_street_and_the_unknown_street_comes_last():
    rows = [SimpleNamespace(stop=where) for where in (None, stop(1, street="rue B"), stop(2, street="rue A"))]
    assert [step.label for step in streets_of(rows)] == ["rue A", "rue B", NO_STREET]


def test_before_and_after_meet_at_the_same_stop():
    before = [seen(1, ObservationStatus.DONE), seen(1), seen(9)]
    [line] = compare([stop(5, earlier=1)], before, [seen(5), seen(6)])
    assert (len(line.before), line.solved, len(line.after)) == (2, 1, 1)
