"""Points, and the number of blank ballots, could tell what one person chose: they leave the orders already published,
and their versions. An order that fewer ballots than the attack accepts had made is withdrawn whole.

The triggers of `0003_frozen_rounds` are lifted meanwhile and written again.
"""

import importlib
import math

from django.db import migrations

frozen = importlib.import_module("proposals.migrations.0003_frozen_rounds")


def forget_points(apps, schema_editor):
    frozen.thaw(apps, schema_editor)
    for name in ["Round", "HistoricalRound"]:
        for round in apps.get_model("proposals", name).objects.exclude(result=None):
            round.result = _told(round.result)
            if not _is_safe(round):
                round.state, round.published_on, round.result = "closed", None, None
            round.save(update_fields=["state", "published_on", "result"])
    frozen.freeze(apps, schema_editor)


def _told(result):
    places = [{name: place[name] for name in ("label", "rank", "number", "title")} for place in result["places"]]
    return {name: result[name] for name in ("invited", "voted", "ballots")} | {"places": places}


def _is_safe(round):
    """`proposals.ballot_secrecy.fewest_ballots` as it was on the day of this migration."""
    candidates = len(round.result["places"])
    if round.method == "points":
        others = math.ceil(candidates / round.budget)
    else:
        others = max(min(candidates, 2 * math.ceil(candidates / round.budget)), 2 * min(round.budget, candidates) - 2)
    return round.result["ballots"] >= max(11, 4 + others)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0005_agenda_items")]

    operations = [migrations.RunPython(forget_points, migrations.RunPython.noop)]
