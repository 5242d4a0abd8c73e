"""What one answer leaves beside itself (a used code, a token, a sheet,
a voter) advances in archives by steps of eleven.

Two archives made around one answer would tie it to its code, in whatever order rows stand. So each unit keeps its
earlier set until eleven more came; the answers themselves are always there. Beside the archives, homes, voters and
typists are keyed prints only: sealed archives would be of no use next to their names.
"""

import json
import os
import uuid
from collections import defaultdict
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

STEP = 11
CODES, TOKENS, SHEETS = "surveys_onetimecode", "surveys_senttoken", "surveys_papersheet"
BATCHES, CORRECTIONS, VOTERS = "surveys_paperbatch", "surveys_papercorrection", "proposals_voter"
STEPPED = (CODES, TOKENS, SHEETS, BATCHES, CORRECTIONS, VOTERS)
USERS = "accounts_user"
NAMES = {CODES: "codes", TOKENS: "envois", SHEETS: "feuilles", VOTERS: "votants"}
COUNTERS = ("checked_sheets", "compared_answers", "different_answers")


def advance(tables: dict[str, list[dict]], earlier: dict | None) -> tuple[dict, dict[str, int]]:
    """Rewrites the rows of `tables`; returns what is to be kept for the next archive, and what may serve twice.

    `earlier`: what the archive before kept. None when nothing is known of it: eleven more are then needed from now.
    """
    found = _found(tables)
    kept = {unit: _step(unit, now, earlier) for unit, now in found.items()}
    for row in tables[BATCHES]:
        unit = f"{SHEETS}:{row['id']}"
        step = kept.setdefault(unit, _step(unit, set(), earlier))
        _step_batch(row, step, (earlier or {}).get(unit), tables)
    alive = {":".join(unit.split(":")[:2]) for unit in kept} | {f"{VOTERS}:{row['round_id']}" for row in tables[VOTERS]}
    kept = {unit: step for unit, step in ((earlier or {}) | kept).items() if ":".join(unit.split(":")[:2]) in alive}
    written = {unit: set(step["written"]) for unit, step in kept.items()}
    twice = dict.fromkeys(NAMES.values(), 0)
    for unit, now in found.items():
        twice[NAMES[unit.partition(":")[0]]] += len(now - written[unit])
    _rewrite(tables, written)
    return kept, twice


def _found(tables) -> dict[str, set[str]]:
    found = defaultdict(set)
    for table, key, unit in [(TOKENS, "token_hash", "survey_id"), (SHEETS, "number", "batch_id")]:
        for row in tables[table]:
            found[f"{table}:{row[unit]}"].add(str(row[key]))
    for row in tables[CODES]:
        found[f"{CODES}:{row['survey_id']}"] |= {_mark(row["code_hash"])} if _is_true(row["is_used"]) else set()
    for row in tables[VOTERS]:
        if _is_true(row["has_voted"]):
            found[f"{VOTERS}:{row['round_id']}:{row['channel']}"].add(_voter(row))
    return found


def _step(unit: str, now: set[str], earlier: dict | None) -> dict:
    """Nothing ever leaves a set: who is taken out alone would be as visible as who comes in alone."""
    if earlier is None:
        return {"count": len(now), "written": []}
    before = earlier.get(unit) or _both_channels(unit, earlier)
    if len(now) < before["count"] + STEP:
        return before
    written = sorted(now | set(before["written"]))
    return {"count": len(written), "written": written}


def _both_channels(unit: str, earlier: dict) -> dict:
    """Once a round is unlinked, its voters and ballots no longer say screen or paper."""
    parts = [
        earlier[name]
        for name in earlier
        if unit.startswith(VOTERS) and unit.endswith(":") and name[: len(unit)] == unit
    ]
    return {
        "count": sum(part["count"] for part in parts),
        "written": sorted({member for part in parts for member in part["written"]}),
    }


def _step_batch(row: dict, step: dict, before: dict | None, tables) -> None:
    """A batch counts, names its typist and tells its corrections as it did at its last step."""
    own = [correction for correction in tables[CORRECTIONS] if correction["batch_id"] == row["id"]]
    if step["written"] and (before is None or step["written"] != before["written"]):
        step["counters"] = {name: row[name] for name in COUNTERS}
        step["typist"] = _mark(row["id"], row["entered_by_id"])
        step["corrections"] = [str(correction["id"]) for correction in own]
    told = step.get("corrections", ())
    typists = {_mark(row["id"], user["id"]): user["id"] for user in tables[USERS]}
    row |= step.get("counters") or dict.fromkeys(COUNTERS, 0)
    row["entered_by_id"] = typists.get(step.get("typist"))
    tables[CORRECTIONS] = [
        other for other in tables[CORRECTIONS] if other["batch_id"] != row["id"] or str(other["id"]) in told
    ]


def _rewrite(tables, written) -> None:
    surveys = {f"{TOKENS}:{row['survey_id']}": row["survey_id"] for row in tables[TOKENS]}
    batches = {f"{SHEETS}:{row['id']}": row["id"] for row in tables[BATCHES]}
    tables[TOKENS] = [
        {"token_hash": token, "survey_id": survey} for unit, survey in surveys.items() for token in written[unit]
    ]
    tables[SHEETS] = [
        {"id": uuid.uuid4().hex, "batch_id": batch, "number": number}
        for unit, batch in batches.items()
        for number in written[unit]
    ]
    for row in tables[CODES]:
        row["is_used"] = int(_mark(row["code_hash"]) in written[f"{CODES}:{row['survey_id']}"])
    for row in tables[VOTERS]:
        row |= _vote(row, written) | {"code_print": None}
    for table, key in [(TOKENS, "token_hash"), (SHEETS, "id"), (CODES, "code_hash"), (VOTERS, "id")]:
        tables[table].sort(key=lambda row, key=key: row[key])


def _vote(row: dict, written: dict[str, set[str]]) -> dict:
    for channel in ("", "screen", "paper"):
        if _voter(row) in written.get(f"{VOTERS}:{row['round_id']}:{channel}", ()):
            return {"has_voted": 1, "channel": channel}
    return {"has_voted": 0, "channel": ""}


def _voter(row: dict) -> str:
    return _mark(row["round_id"], row["member_id"])


def _mark(*key) -> str:
    """With another SECRET_KEY nothing is recognised, and each set waits for its next step."""
    return salted_hmac("clos_portal.archives.archive_steps", ":".join(map(str, key)), algorithm="sha256").hexdigest()


def _is_true(value) -> bool:
    return value in (1, "t")


def read_kept() -> dict | None:
    try:
        return json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def keep(steps: dict) -> None:
    """Before the archive takes its name: killed in between, the next one writes the same sets again."""
    _file().parent.mkdir(parents=True, exist_ok=True)
    partial = _file().with_suffix(".partiel")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(steps, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(_file())


def told(twice: dict[str, int]) -> str:
    """The sentence of both commands."""
    counts = ", ".join(f"{number} {name}" for name, number in twice.items() if number)
    return (
        f"Après une remise, pourraient servir deux fois : {counts or 'rien'}. "
        "Les codes d’un vote ouvert sont à redonner."
    )


def _file() -> Path:
    """One for all archives of this portal, wherever they are written."""
    return Path(settings.BACKUPS_ROOT) / "etapes.json"
