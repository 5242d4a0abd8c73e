"""Invented rounds and ideas, the same at each loading: every screen has something to show, and says «exemple»."""

import datetime
import random
import uuid

from proposals.models import Ballot, Idea, IdeaCall, IdeaState, Proposal, Round, RoundState

SEED = 2018


def load(today: datetime.date) -> None:
    """An open vote, and an order already published. Without invented members or proposals, nothing."""
    proposals = list(Proposal.objects.published().examples().exclude(title="").order_by("number"))
    if len(proposals) < 2:
        return
    _open_round(proposals, today)
    _published_round(proposals, today)
    _ideas(proposals[0], today)


def _open_round(proposals, today):
    ballot_round = _round(
        "exemple-priorites-en-cours", "Exemple\u00a0: les priorités de l’année", "ranks", 3, proposals
    )
    ballot_round.closes_on = today + datetime.timedelta(days=30)
    ballot_round.save()
    ballot_round.open(today - datetime.timedelta(days=5))


def _published_round(proposals, today):
    """Written as the closing leaves it: no ballot was ever tied to anybody."""
    ballot_round = _round("exemple-priorites-publiees", "Exemple\u00a0: un ordre déjà publié", "points", 10, proposals)
    ballot_round.open(today - datetime.timedelta(days=100))
    voters = ballot_round.voters.by_name()[:17]
    ballot_round.voters.filter(pk__in=[voter.pk for voter in voters]).update(has_voted=True)
    chance = random.Random(SEED)  # noqa: S311  invented figures, not secrets
    Ballot.objects.bulk_create(Ballot(round=ballot_round, choices=_points(proposals, chance)) for _ in voters)
    ballot_round.state, ballot_round.is_unlinked = RoundState.CLOSED, True
    ballot_round.closed_on = today - datetime.timedelta(days=80)
    ballot_round.save()
    ballot_round.publish(today - datetime.timedelta(days=79))


def _ideas(proposal, today):
    call = IdeaCall.objects.create(
        title="Exemple\u00a0: vos idées pour l’année",
        intro="Exemple inventé. Dites ce qui rendrait la vie plus facile ici.",
        opens_on=today - datetime.timedelta(days=20),
        closes_on=today + datetime.timedelta(days=40),
        is_example=True,
    )
    settled_on = today - datetime.timedelta(days=3)
    table, _ = _idea(call, "Exemple\u00a0: une table de pique-nique près du jardin.", today)
    table.study()
    bench, _ = _idea(call, "Exemple\u00a0: s’asseoir à l’ombre en rentrant des courses.", today)
    Idea.objects.filter(pk=bench.pk).update(state=IdeaState.ADOPTED, proposal=proposal, settled_on=settled_on)
    bus, _ = _idea(call, "Exemple\u00a0: un bus toutes les cinq minutes, jour et nuit.", today)
    bus.reply("Exemple\u00a0: ce n’est pas la Ville qui décide des bus. Nous avons transmis l’idée.", settled_on)
    for idea in (table, bench, bus):
        Idea.objects.filter(pk=idea.pk).update(public_text=idea.text)


def _idea(call, text, today):
    received_on = today - datetime.timedelta(days=15)
    return Idea.objects.receive(token=uuid.uuid4(), call=call, text=text, received_on=received_on, is_example=True)


def _points(proposals, chance):
    given = [chance.choice(proposals).number for _ in range(10)]
    return {str(number): given.count(number) for number in sorted(set(given))}


def _round(reference, title, method, budget, proposals):
    intro = "Exemple inventé, pour montrer comment les membres mettent les propositions en ordre."
    ballot_round = Round.objects.create(
        reference=reference, title=title, intro=intro, method=method, budget=budget, is_example=True
    )
    ballot_round.propose(proposals)
    return ballot_round
