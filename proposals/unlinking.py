"""Unties who voted from what was chosen, once a round is closed.

While the vote is open, a used code and its ballot are written together: the database could tie them by the order of its
rows, or by the number of the transaction. So the ballots, then the voters, are all written again: in an order drawn by
chance, under new keys, each table in a transaction of its own, without the codes and without «paper or screen». What
the database keeps of erased rows is wiped too. Cut in the middle, it starts again from where it was.
"""

import secrets

from django.db import connection, transaction

from proposals.models.ballot import Ballot, Voter
from proposals.models.round import Round
from proposals.round_state import RoundState

_chance = secrets.SystemRandom()


def unlink(round: Round) -> None:
    """Ends with `round.is_unlinked`. Only for a closed round; must not run inside another transaction."""
    if round.state != RoundState.CLOSED:
        raise ValueError("only a closed round is unlinked")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    with transaction.atomic(durable=True):
        _write_again(Ballot, [Ballot(round=round, choices=b.choices) for b in _rows(Ballot, round)], round)
    with transaction.atomic(durable=True):
        voters = _rows(Voter, round)
        _write_again(Voter, [Voter(round=round, member_id=v.member_id, has_voted=v.has_voted) for v in voters], round)
    _wipe_erased_rows(Ballot, Voter)
    with transaction.atomic(durable=True):
        round.refresh_from_db(from_queryset=Round.objects.select_for_update())
        round.is_unlinked = True
        round.save(update_fields=["is_unlinked"])


def _rows(model, round) -> list:
    return list(model.objects.select_for_update().filter(round=round))


def _write_again(model, rows: list, round: Round) -> None:
    """`rows`: new ones, whose keys are new draws."""
    _chance.shuffle(rows)
    model.objects.filter(round=round).delete()
    model.objects.bulk_create(rows)


def _wipe_erased_rows(*models) -> None:
    """PostgreSQL keeps erased rows, with their transaction, until a vacuum."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for model in models:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
