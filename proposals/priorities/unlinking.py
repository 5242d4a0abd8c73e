"""Unties who voted from what was chosen, once a round is closed.

While the vote is open, a used code and its ballot are written together: the database could tie them. So the ballots,
then the voters, are all written anew under new keys, without the codes and without «paper or screen». Cut in the
middle, it starts again from where it was.
"""

from django.db import transaction

from proposals.models.ballot import Ballot, Voter
from proposals.models.round import Round
from proposals.rules.status import RoundState
from publishing.erasing.unlinking import wipe_erased_rows, write_anew


def unlink(ballot_round: Round) -> None:
    """Ends with `round.is_unlinked`. Only for a closed round; must not run inside another transaction."""
    if ballot_round.state != RoundState.CLOSED:
        raise ValueError("only a closed round is unlinked")
    with transaction.atomic(durable=True):
        write_anew(Ballot, new_keys=True, blanks={"channel": "''"}, round_id=ballot_round.pk)
    with transaction.atomic(durable=True):
        write_anew(Voter, new_keys=True, blanks={"channel": "''", "code_print": "NULL"}, round_id=ballot_round.pk)
    wipe_erased_rows(Ballot, Voter)
    with transaction.atomic(durable=True):
        ballot_round.refresh_from_db(from_queryset=Round.objects.select_for_update())
        ballot_round.is_unlinked = True
        ballot_round.save(update_fields=["is_unlinked"])
