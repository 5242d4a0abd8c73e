"""The window counts the real proposals only; no database here."""

from types import SimpleNamespace

import pytest

from proposals.register.window import window

pytestmark = pytest.mark.once


def proposal(status, is_example=False, is_unconfirmed=True):
    return SimpleNamespace(status=status, is_example=is_example, is_unconfirmed=is_unconfirmed)


def words(proposals):
    return [f"{line.count} {line.label}" for line in window(proposals).legend]


def test_the_legend_of_the_document():
    proposals = [proposal("validated")] * 5 + [proposal("to_complete")] * 18
    assert words(proposals) == ["5 propositions validées citées par le document", "18 à compléter"]
    assert window(proposals).total == 23


def test_examples_have_no_pane_and_no_count():
    proposals = [proposal("validated"), proposal("rejected", is_example=True)]
    assert window(proposals).panes == ["validated"]
    assert words(proposals) == ["1 proposition validée citée par le document"]


@pytest.mark.parametrize(
    ("confirmed", "sentence"),
    [
        (0, "3 propositions validées citées par le document"),
        (1, "3 propositions validées, dont 2 citées par le document"),
        (3, "3 propositions validées"),
    ],
)
def test_what_the_council_confirmed_is_no_longer_only_cited(confirmed, sentence):
    proposals = [proposal("validated", is_unconfirmed=index >= confirmed) for index in range(3)]
    assert words(proposals) == [sentence]


def test_each_status_has_its_line_and_the_sum_is_the_total():
    proposals = [proposal(status) for status in ("rejected", "under_review", "rejected", "to_complete")]
    assert words(proposals) == ["1 en analyse juridique et financière", "2 rejetées", "1 à compléter"]
    assert sum(line.count for line in window(proposals).legend) == window(proposals).total


def test_the_garden_fills_an_empty_cell_only():
    assert window([proposal("validated")] * 23).has_flower
    assert not window([proposal("validated")] * 24).has_flower


def test_an_empty_window_is_empty():
    assert (window([]).total, window([]).legend) == (0, [])
