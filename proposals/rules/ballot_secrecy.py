"""From how many ballots on an order may be told, so that nobody is certain of what one person chose.

The attacker reads the order, with its ties and the number of ballots, and has `ALLIES` voters who tell one another what
they chose. All the others can be exchanged: one of their ballots is certain only when all of them must be the same.

- Points. Two of the others exchange a point, and no sum moves: they differ. This fails when each gave all to one
  proposal: it then leads by more than one ballot as soon as the others are two more than the allies, and one of them
  may have voted blank. It fails, too, when all voted blank: lift all that tie at the top by one point, which takes
  as many points as there are proposals.
- Ranks. The same, ballot by ballot: a run of places moves up in one ballot and down in another. From a full ballot,
  exchanges of neighbouring places lower what is well ahead, each in its own ballot: twice as many as places, less two.

Nothing protects when the number of blank ballots is told («11, dont 11 blancs»), nor when points are: they are not.
`tests/proposals/rules/test_ballot_secrecy.py` enumerates every box of small votes and finds the same numbers.
"""

import math

from proposals.rules.ranking import Method, VotingRule

ALLIES = 4
FEWEST_BALLOTS = 11


def fewest_ballots(rule: VotingRule, candidates: int) -> int:
    """Never under the number that the results of a questionnaire need too."""
    return max(FEWEST_BALLOTS, ALLIES + fewest_others(rule, candidates, ALLIES))


def fewest_others(rule: VotingRule, candidates: int, allies: int) -> int:
    """How many voters, besides those who talk, hide one another."""
    if rule.method == Method.POINTS:
        return max(allies + 2, math.ceil(candidates / rule.budget))
    to_lift_all = min(candidates, 2 * math.ceil(candidates / rule.budget))
    return max(allies + 2, to_lift_all, 2 * min(rule.budget, candidates) - 2)
