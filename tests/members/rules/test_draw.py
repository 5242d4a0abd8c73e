"""The random draw: a published list, an announced seed, one result that anybody finds again."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.rules.draw import Terms, draw, list_text, one_line, proof, sha256

pytestmark = pytest.mark.once

# Computed with `printf '%s' '…' | sha256sum`, not with the code under test.
PROOF_OF_ONE = "87acc0249f38a26c7edd545b414edc97442a2559d4ddf91fc26232bb9aabe177"
FINGERPRINT = "d4ba501c4ea2ce41560f4b175dc21e32a82f974f77da81293b9fb54a66e1ee49"
KEYS = {
    3: "11fd75ab3e708e7644b95c7da99bff52c4340f9bf26716418c7af79264ab3c7d",
    2: "23e54d7eecd0570c4b963e62f137104ca4d723c9135a1f9a5307ae1bbf32040a",
    1: "aaa9f296c672471d8c38e2ca0f3b51d611f3110ba2e4fbf59eba345921315223",
    4: "dd7d07b7a0419e9696d74b7685ad5eaf8fe58d83c4b887e69cf99a1367cf8c1c",
}
SEED = "5 12 23 34 45 7"
TERMS = Terms("Tirage des habitants", 2, 1, "les numéros du Loto", "samedi 12 décembre 2026", "lundi 7 décembre 2026")
numbers = st.sets(st.integers(1, 300), min_size=1, max_size=60)


def test_a_proof_is_the_sha256_of_number_name_and_code():
    assert proof(1, "Dominique Test", "AAAA-BBBB-CCCC-DDDD") == PROOF_OF_ONE


def test_a_proof_ignores_how_spaces_and_accents_are_typed():
    assert proof(2, " Zoe\u0301  Élan ", "x") == proof(2, "Zoé Élan", "x")


def test_the_test_vectors_of_the_order():
    drawn = draw(FINGERPRINT, SEED, [1, 2, 3, 4], seats=2, alternates=1)
    assert {ticket.number: ticket.key for ticket in drawn} == KEYS
    assert [ticket.number for ticket in drawn] == [3, 2, 1, 4]
    assert [(ticket.is_seated, ticket.alternate_rank) for ticket in drawn] == [
        (True, None), (True, None), (False, 1), (False, None),
    ]  # fmt: skip


def test_the_list_says_all_that_was_fixed_before():
    text = list_text(TERMS, {2: "b" * 64, 1: "a" * 64})
    assert text.splitlines()[1:3] == ["Places : 2", "Suppléances : 1"]
    assert text.endswith(f"Ticket 1 : {'a' * 64}\nTicket 2 : {'b' * 64}")
    assert "Graine : les numéros du Loto" in text


def test_a_seed_is_one_line_with_single_spaces():
    assert one_line("  5 12\u00a023\n34 ") == "5 12 23 34"


@given(numbers, st.text(min_size=1, max_size=30))
def test_every_ticket_is_drawn_once_whatever_the_order_of_the_list(tickets, seed):
    one = draw(FINGERPRINT, seed, tickets, 3, 2)
    other = draw(FINGERPRINT, seed, sorted(tickets, reverse=True), 3, 2)
    assert one == other
    assert sorted(ticket.number for ticket in one) == sorted(tickets)
    assert [ticket.place for ticket in one] == list(range(1, len(tickets) + 1))


@given(numbers)
def test_each_key_can_be_checked_alone(tickets):
    for ticket in draw(FINGERPRINT, SEED, tickets, 1, 0):
        assert ticket.text == f"{FINGERPRINT}|{SEED}|{ticket.number}"
        assert ticket.key == hashlib.sha256(ticket.text.encode()).hexdigest()


@given(st.integers(1, 8), st.integers(0, 8), numbers)
def test_the_first_sit_and_the_next_are_alternates(seats, alternates, tickets):
    drawn = draw(FINGERPRINT, SEED, tickets, seats, alternates)
    assert [ticket.is_seated for ticket in drawn] == [place < seats for place in range(len(drawn))]
    ranks = [ticket.alternate_rank for ticket in drawn if ticket.alternate_rank]
    assert ranks == list(range(1, min(alternates, max(0, len(drawn) - seats)) + 1))


def test_no_ticket_is_favoured():
    """Over many seeds each of five tickets comes first about as often: within four standard deviations."""
    first = [draw(FINGERPRINT, str(seed), range(1, 6), 1, 0)[0].number for seed in range(5000)]
    assert all(abs(first.count(number) - 1000) < 4 * 28.3 for number in range(1, 6))


def test_a_list_that_changes_by_one_letter_has_another_fingerprint():
    assert sha256(list_text(TERMS, {1: "a" * 64})) != sha256(list_text(TERMS, {1: "a" * 63 + "b"}))
