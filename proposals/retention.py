"""What this room forgets: the words of a resident's idea, and the ballots and voters of a round, a year after."""

import datetime

from proposals.models import Ballot, Idea, Round, Voter
from publishing.dates.anniversary import years_before
from publishing.erasing.erasure import Erasure, erase
from publishing.erasing.retention import Kept, fields_of
from publishing.erasing.unlinking import wipe_erased_rows

YEARS_AFTER_THE_ANSWER = 1
YEARS_WITHOUT_AN_ANSWER = 2
YEARS_AFTER_THE_VOTE = 1
YEARS_LEFT_OPEN = 2

IDEAS = Kept(
    fields_of("Idea", "text place"),
    why="étudier l’idée et répondre",
    since="la réponse",
    months=12 * YEARS_AFTER_THE_ANSWER,
)
UNANSWERED_IDEAS = Kept(
    IDEAS.fields,
    why="laisser au Conseil le temps de répondre",
    since="l’envoi, sans réponse",
    months=12 * YEARS_WITHOUT_AN_ANSWER,
)
SHOWN_IDEAS = Kept(
    fields_of("Idea", "number answer public_text"),
    why="montrer, sans nom, l’idée et sa réponse",
    since="ce que le Conseil la retire",
)
VOTES = Kept(
    fields_of("Voter", "member code_print") + fields_of("Ballot", "choices"),
    why="que chacun vote une seule fois, en secret",
    since="la fin du vote",
    months=12 * YEARS_AFTER_THE_VOTE,
)
VOTES_LEFT_OPEN = Kept(
    VOTES.fields,
    why="laisser au Conseil le temps de fermer le vote",
    since="l’ouverture, si le vote n’est pas fermé",
    months=12 * YEARS_LEFT_OPEN,
)
KEPT = [IDEAS, UNANSWERED_IDEAS, SHOWN_IDEAS, VOTES, VOTES_LEFT_OPEN]
ABOUT_NOBODY = ["Chapter", "Decision", "IdeaCall", "Milestone", "Passage", "Proposal", "ReferenceExample", "Round"]


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    settled = Idea.objects.settled_before(years_before(today, YEARS_AFTER_THE_ANSWER))
    forgotten = Idea.objects.received_before(years_before(today, YEARS_WITHOUT_AN_ANSWER))
    ideas = [*settled, *forgotten]
    rounds = Round.objects.over_before(
        years_before(today, YEARS_AFTER_THE_VOTE), left_open=years_before(today, YEARS_LEFT_OPEN)
    )
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
        wipe_erased_rows(Ballot, Voter)  # each night: also what somebody was still reading when a vote was closed
    return erasures


def _forget(idea: Idea, today: datetime.date) -> None:
    """What the moderator wrote for everybody stays, with the answer; an idea that was never shown goes whole."""
    if idea.public_text:
        idea.erase_words(today)
        for earlier in idea.earlier.all():
            erase(earlier)
    else:
        erase(idea)
