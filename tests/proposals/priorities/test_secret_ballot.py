"""Who voted is known; for what is not, even by whoever reads the database."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection, models, transaction

from accounts.models import User
from members.models import Member
from proposals.models import Ballot, Round, Voter
from proposals.priorities.unlinking import unlink
from tests.proposals.make_round import TODAY, make_closed_round, make_open_round, numbers

KEPT = {
    Voter: {"id", "round", "member", "has_voted", "channel", "code_print"},
    Ballot: {"id", "round", "channel", "choices"},
}


@pytest.mark.once
@pytest.mark.parametrize("model", KEPT)
def test_nothing_else_is_kept(model):
    assert {field.name for field in model._meta.concrete_fields} == KEPT[model]


@pytest.mark.once
@pytest.mark.parametrize("model", KEPT)
def test_keys_are_random_and_no_moment_is_kept(model):
    assert model().pk.version == 4
    assert not [f for f in model._meta.fields if isinstance(f, models.DateField | models.TimeField)]


@pytest.mark.once
@pytest.mark.parametrize("model", KEPT)
def test_there_is_no_history_no_page_of_their_own_and_no_right_to_read(model):
    assert not hasattr(model, "history")
    assert not admin.site.is_registered(model)
    assert not {"view", "change", "delete"} & set(model._meta.default_permissions)


@pytest.mark.once
def test_a_ballot_points_to_nobody():
    assert not {User, Member, Voter} & {field.related_model for field in Ballot._meta.get_fields()}


def voted(members=6, **fields):
    """An open round where the n-th member to vote chose the n-th number of points: the worst case."""
    ballot_round = make_open_round(members=members, **fields)
    ballot_round.order = [voter.member_id for voter in ballot_round.voters.by_name()]
    for points, code in enumerate(ballot_round.codes, start=1):
        ballot_round.vote(code, {numbers(ballot_round)[0]: points}, TODAY)
    return ballot_round


def stored_order(model, column):
    """The rows as they lie on the disk."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} ORDER BY {place}")  # noqa: S608
        return [value for (value,) in cursor.fetchall()]


def stored_points():
    by_key = {row.pk.hex: list(row.choices.values())[0] for row in Ballot.objects.all()}
    return [by_key[str(key).replace("-", "")] for key in stored_order(Ballot, "id")]


@pytest.mark.django_db
def test_before_the_closing_the_disk_could_tell_and_the_page_says_so():
    voted()
    assert stored_points() == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db
def test_at_the_closing_ballots_and_voters_are_written_again_each_in_an_order_drawn_by_chance():
    ballot_round = voted(members=40, budget=40)
    ballot_round.close(TODAY)
    unlink(ballot_round)
    points, voters = (
        stored_points(),
        [ballot_round.order.index(member) + 1 for member in stored_order(Voter, "member_id")],
    )
    assert sorted(points) == sorted(voters) == list(range(1, 41))
    assert points != sorted(points) and voters != sorted(voters) and points != voters


@pytest.mark.django_db
def test_keys_codes_and_voices_of_before_are_gone():
    ballot_round = voted()
    before = set(Ballot.objects.values_list("pk")) | set(Voter.objects.values_list("pk"))
    ballot_round.close(TODAY)
    unlink(ballot_round)
    after = set(Ballot.objects.values_list("pk")) | set(Voter.objects.values_list("pk"))
    assert not before & after and len(after) == 12
    assert set(Voter.objects.values_list("code_print", "channel", "has_voted")) == {(None, "", True)}
    assert set(Ballot.objects.values_list("channel", flat=True)) == {""}


@pytest.mark.django_db
def test_what_was_chosen_and_who_voted_is_the_same_after_the_closing():
    ballot_round = make_closed_round()
    assert ballot_round.is_unlinked and Round.objects.get().is_unlinked
    assert sorted(sum(ballot.values()) for ballot in Ballot.objects.contents()) == [1] + 10 * [3]
    assert Voter.objects.filter(has_voted=True).count() == 11


@pytest.mark.django_db
def test_an_open_round_is_not_unlinked_and_another_round_is_left_alone():
    closed, other = make_open_round(members=1), make_open_round(members=1)
    with pytest.raises(ValueError, match="closed"):
        unlink(other)
    keys = set(other.voters.values_list("pk"))
    closed.close(TODAY)
    unlink(closed)
    assert set(other.voters.values_list("pk")) == keys


@pytest.mark.django_db
def test_a_closing_cut_in_the_middle_is_taken_up_again():
    ballot_round = voted()
    ballot_round.close(TODAY)
    Ballot.objects.filter(pk=Ballot.objects.first().pk).update(channel="")
    unlink(ballot_round)
    unlink(ballot_round)
    assert sorted(stored_points()) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_the_transactions_of_the_closing_are_separate():
    ballot_round = voted()
    ballot_round.close(TODAY)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        unlink(ballot_round)
    unlink(ballot_round)
    if connection.vendor == "postgresql":
        ballots, voters = set(stored_order(Ballot, "xmin::text")), set(stored_order(Voter, "xmin::text"))
        assert len(ballots) == len(voters) == 1 and not ballots & voters


@pytest.mark.django_db
def test_a_vote_leaves_nothing_in_the_log_of_the_back_office():
    make_closed_round()
    assert not LogEntry.objects.exists()
