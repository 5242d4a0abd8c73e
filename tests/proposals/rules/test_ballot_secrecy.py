"""What a published order tells about one ballot:
every box of small votes is tried, with and without voters who talk.
"""

import importlib
import itertools
from collections import defaultdict

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from proposals.models import Round, RoundState
from proposals.priorities.unlinking import unlink
from proposals.rules.ballot_secrecy import ALLIES, FEWEST_BALLOTS, fewest_ballots, fewest_others
from proposals.rules.ranking import Method, VotingRule
from tests.proposals.make_round import TODAY, make_closed_round, make_open_round, make_published_round

without_data = pytest.mark.once


def every_ballot(rule, candidates):
    """What each candidate may be given by one person, whatever the way of voting."""
    for given in itertools.product(range(rule.budget + 1), repeat=len(candidates)):
        ballot = {number: value for number, value in zip(candidates, given, strict=True) if value}
        if not rule.mistakes(ballot, candidates):
            worth = rule.worth(ballot)
            yield tuple(worth.get(number, 0) for number in candidates)


def boxes(ballots, people):
    """The sums that these people may make, and the ballots that take part in one box at least with that sum."""
    reached = {(0,) * len(ballots[0]): frozenset()}
    for _ in range(people):
        further = defaultdict(set)
        for (sums, seen), ballot in itertools.product(reached.items(), ballots):
            further[tuple(map(sum, zip(sums, ballot, strict=True)))] |= seen | {ballot}
        reached = further
    return reached


def certainties(rule, count, allies, others):
    """The published orders from which the allies know what another person chose."""
    candidates = range(1, count + 1)
    ballots = list(every_ballot(rule, candidates))
    found, rest = [], boxes(ballots, others)
    for mine in boxes(ballots, allies):
        possible = defaultdict(set)
        for sums, seen in rest.items():
            possible[order(map(sum, zip(mine, sums, strict=True)))] |= seen
        found += [(mine, places) for places, seen in possible.items() if len(seen) == 1]
    return found


def order(sums):
    sums = tuple(sums)
    return tuple(sum(other > one for other in sums) for one in sums)


VOTES = [
    (method, budget, count, allies)
    for method, (budget, count), allies in itertools.product(Method, [(1, 2), (1, 3), (2, 2), (2, 3), (3, 3)], range(3))
    if count**allies * budget < 27
]


@without_data
@pytest.mark.parametrize(("method", "budget", "count", "allies"), [*VOTES, ("points", 1, 5, 1), ("ranks", 2, 4, 1)])
def test_no_ballot_is_certain_with_the_fewest_others_that_the_rule_accepts_nor_with_one_more(
    method, budget, count, allies
):
    rule = VotingRule(method, budget)
    fewest = fewest_others(rule, count, allies)
    assert not certainties(rule, count, allies, fewest)
    assert not certainties(rule, count, allies, fewest + 1)


@without_data
@pytest.mark.parametrize(("count", "allies"), [(2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (4, 0), (4, 1), (5, 0)])
def test_with_one_person_less_a_single_choice_each_gives_a_ballot_away(count, allies):
    """The rule is not one voter too careful."""
    rule = VotingRule(Method.POINTS, 1)
    assert certainties(rule, count, allies, fewest_others(rule, count, allies) - 1)


@without_data
@pytest.mark.parametrize("people", [1, 3, 5])
def test_points_give_every_ballot_away_whatever_the_number_of_people(people):
    """One box only has all the points on one proposal, and one only is all blank: why neither is told."""
    reached = boxes(list(every_ballot(VotingRule(Method.POINTS, 2), [1, 2])), people)
    assert reached[2 * people, 0] == {(2, 0)} and reached[0, 0] == {(0, 0)}


@without_data
def test_the_number_of_ballots_asked_grows_with_what_one_ballot_says():
    assert FEWEST_BALLOTS >= 2 * ALLIES + 2
    assert fewest_ballots(VotingRule("points", 10), 5) == fewest_ballots(VotingRule("ranks", 3), 5) == 11
    assert fewest_ballots(VotingRule("points", 1), 20) == 24
    assert fewest_ballots(VotingRule("ranks", 10), 12) == 22


def words_of(value):
    if isinstance(value, dict):
        return set(value) | set().union(*map(words_of, value.values()))
    return set().union(*map(words_of, value)) if isinstance(value, list) else set()


@pytest.mark.django_db
def test_no_page_no_file_and_no_version_tells_points_or_blank_ballots(client, technician_client):
    ballot_round = make_open_round(members=11)
    first, second, _ = ballot_round.candidates.order_by("number").values_list("number", flat=True)
    for code in ballot_round.codes[1:]:
        ballot_round.vote(code, {first: 7, second: 3}, TODAY)
    ballot_round.vote(ballot_round.codes[0], {}, TODAY)
    close_and_publish(ballot_round)
    key = ballot_round.pk
    assert words_of(ballot_round.result) == {
        "invited",
        "voted",
        "ballots",
        "places",
        "label",
        "rank",
        "number",
        "title",
    }
    seen = [client.get(ballot_round.get_absolute_url())]
    seen += [client.get(f"/donnees-ouvertes/priorites.{kind}") for kind in ("csv", "json")]
    seen += [technician_client.get(f"/admin/proposals/round/{key}/{page}/") for page in ("change", "history")]
    for response in seen:
        assert response.status_code == 200
        assert not [word for word in SECRETS if word in response.text]


SECRETS = ["70 point", "30 point", "1 blanc", ">70<", ">30<", ";70", ",70", "&quot;points&quot;", '"points":', "blank"]


def close_and_publish(ballot_round):
    ballot_round.close(TODAY)
    unlink(ballot_round)
    ballot_round.publish(TODAY)


@pytest.mark.django_db
def test_a_round_with_too_few_ballots_says_so_and_shows_no_order_to_anybody(client, technician_client):
    ballot_round = make_closed_round(ballots=10)
    assert "trop peu de bulletins" in client.get(ballot_round.get_absolute_url()).text
    page = technician_client.get(f"/admin/proposals/round/{ballot_round.pk}/change/").text
    assert "Il faut 11 bulletins" in page and "L’ordre, avant publication" not in page


@pytest.mark.django_db
def test_the_page_says_how_many_voters_may_talk_without_knowing_what_another_chose(client):
    page = client.get(make_published_round().get_absolute_url()).text
    assert ALLIES == 4 and "Même si quatre membres se disent leurs choix" in page


OLD = {
    "invited": 20,
    "voted": 12,
    "ballots": 12,
    "blank": 2,
    "places": [
        {"label": "1re", "rank": 1, "number": 1, "title": "Un banc", "points": 70},
        {"label": "2e", "rank": 2, "number": 2, "title": "Un arbre", "points": 30},
    ],
}


@pytest.mark.django_db
def test_the_migration_takes_the_points_out_of_published_orders_and_withdraws_those_of_too_few():
    kept, small = (make_old_round(ballots) for ballots in (12, 5))
    migration = importlib.import_module("proposals.migrations.0006_ranks_without_points")
    migration.forget_points(apps, connection.schema_editor())
    kept, small = Round.objects.get(pk=kept.pk), Round.objects.get(pk=small.pk)
    assert kept.state == RoundState.PUBLISHED and [place["rank"] for place in kept.result["places"]] == [1, 2]
    assert (small.state, small.result, small.published_on) == (RoundState.CLOSED, None, None)
    versions = list(Round.history.values_list("result", flat=True))
    assert not {"points", "blank"} & (words_of(kept.result) | words_of(versions))
    assert not Round.history.filter(id=small.pk).exclude(result=None).exists()
    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        Round.objects.filter(pk=kept.pk).update(title="Autre")


def make_old_round(ballots):
    """As yesterday's portal published it."""
    return Round.objects.create(
        title="Nos priorités", reference=f"anciennes-{ballots}", state="published", opens_on=TODAY, closed_on=TODAY,
        is_unlinked=True, published_on=TODAY, result=OLD | {"ballots": ballots},
    )  # fmt: skip
