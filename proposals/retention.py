"""What this room forgets: the words of a resident's idea, and the ballots and voters of a round, a year after."""

import datetime

from proposals.models import Ballot, Idea, Round, Voter
from publishing.anniversary import years_before
from publishing.erasure import Erasure, erase

YEARS_AFTER_THE_ANSWER = 1
YEARS_WITHOUT_AN_ANSWER = 2
YEARS_AFTER_THE_VOTE = 1


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    settled = Idea.objects.settled_before(years_before(today, YEARS_AFTER_THE_ANSWER))
    forgotten = Idea.objects.received_before(years_before(today, YEARS_WITHOUT_AN_ANSWER))
    ideas = [*settled, *forgotten]
    rounds = Round.objects.closed_before(years_before(today, YEARS_AFTER_THE_VOTE))
    ballots, voters = Ballot.objects.filter(round__in=rounds), Voter.objects.filter(round__in=rounds)
    erasures = [
        Erasure(room="proposals", what="idées d’habitants", count=len(ideas)),
        Erasure(room="proposals", what="bulletins de vote", count=ballots.count()),
        Erasure(room="proposals", what="listes de votants", count=voters.count()),
    ]
    if not dry_run:
        for idea in ideas:
            _forget(idea, today)
        ballots.delete()
        voters.delete()
    return erasures


def _forget(idea: Idea, today: datetime.date) -> None:
    """What the moderator wrote for everybody stays, with the answer; an idea that was never shown goes whole."""
    if idea.public_text:
        idea.erase_words(today)
        for earlier in idea.earlier.all():
            erase(earlier)
    else:
        erase(idea)
