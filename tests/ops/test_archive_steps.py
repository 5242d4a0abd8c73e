"""What two archives tell together: never which code, token, sheet or voter came with which answer."""

import datetime
import itertools
import re
import sqlite3
import tarfile
from contextlib import closing

import pytest
from django.db import connection

from clos_portal.archives.archive_steps import BATCHES, CODES, SHEETS, TOKENS, VOTERS, keep, read_kept, told
from clos_portal.archives.archived_moments import WITHOUT_MOMENTS, forget_moments
from clos_portal.archives.backup import BackupError, backup
from proposals.models import Voter
from surveys.models import OneTimeCode, PaperBatch
from tests.proposals.make_round import TODAY, make_open_round, numbers
from tests.surveys.make import make_open_survey, questions, ticks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
DAYS, STEP = 30, 11
RESPONSES, BALLOTS = "surveys_surveyresponse", "proposals_ballot"


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT = tmp_path / "media", tmp_path / "private"
    settings.BACKUPS_ROOT = tmp_path / "backups"
    keep({})  # a new portal


@pytest.fixture
def month(tmp_path, settings):
    """One answer a day on the screen, one on paper, one ballot; an archive every day."""
    online, paper = make_open_survey(reference="ecran", needs_code=True), make_open_survey(reference="papier")
    batch = PaperBatch.objects.create(survey=paper, label="A")
    ballot_round = make_open_round(members=DAYS)
    codes = OneTimeCode.objects.draw(online, DAYS)
    day = datetime.date.today()

    def one_day(rank):
        answers = ticks(questions(online)[0], "Oui")
        online.responses.receive(online, answers, answered_on=day, token_hash=f"{rank:064}", code=codes[rank])
        batch.enter_sheet(rank + 1, ticks(questions(paper)[0], "Oui"), day=day, by=None, compared=1)
        ballot_round.vote(ballot_round.codes[rank], {numbers(ballot_round)[0]: 3}, TODAY)
        return backup(settings.BACKUPS_ROOT / f"{rank}.tar.gz")

    one_day.round = ballot_round
    return one_day


def rows_of(archive, table):
    with tarfile.open(archive) as opened:
        content = opened.extractfile("database").read()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(content)
            base.row_factory = sqlite3.Row
            return [dict(row) for row in base.execute(f"SELECT * FROM {table}")]  # noqa: S608
    found = re.search(rf"COPY public\.{table} \((.*?)\) FROM stdin;\n(.*?)\\\.\n", content.decode(), re.S)
    names = found[1].replace('"', "").split(", ")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in found[2].splitlines()]


def traces(archive):
    """By unit, what would tie an answer to where it came from."""
    yes = (1, "1", "t")
    voters, batch = rows_of(archive, VOTERS), rows_of(archive, BATCHES)[0]
    assert {row["code_print"] for row in voters} <= {None, "\\N"} and not rows_of(archive, "django_session")
    return {
        CODES: {row["code_hash"] for row in rows_of(archive, CODES) if row["is_used"] in yes},
        TOKENS: {row["token_hash"] for row in rows_of(archive, TOKENS)},
        SHEETS: {int(row["number"]) for row in rows_of(archive, SHEETS)},
        BATCHES: set(range(int(batch["checked_sheets"]))),
        VOTERS: {row["member_id"] for row in voters if row["has_voted"] in yes},
    }


def test_no_pair_of_archives_ties_an_answer(month, settings):
    told_of = [month(rank)["may_serve_twice"] for rank in range(DAYS)]
    archives = [settings.BACKUPS_ROOT / f"{rank}.tar.gz" for rank in range(DAYS)]
    for rank, archive in enumerate(archives):
        assert len(rows_of(archive, RESPONSES)) == 2 * (rank + 1) and len(rows_of(archive, BALLOTS)) == rank + 1
        left = (rank + 1) % STEP
        assert told_of[rank] == {"codes": left, "envois": left, "feuilles": left, "votants": left}
    for one, other in itertools.combinations([traces(archive) for archive in archives], 2):
        for unit in one:
            assert len(one[unit] ^ other[unit]) == 0 or len(one[unit] ^ other[unit]) >= STEP, unit


def test_a_killed_backup_changes_nothing_or_writes_the_same_set_again(month, settings, monkeypatch):
    for rank in range(10):
        month(rank)
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("plein")))
        with pytest.raises(BackupError):
            month(10)
    month(11)
    month(12)
    found = [traces(settings.BACKUPS_ROOT / f"{rank}.tar.gz") for rank in (9, 11, 12)]
    assert not found[0][CODES] and len(found[1][CODES]) >= STEP and found[1] == found[2]
    assert (settings.BACKUPS_ROOT / "etapes.json").stat().st_mode & 0o077 == 0


def test_a_lost_file_of_steps_begins_again_from_eleven_more(month, settings):
    for rank in range(13):
        month(rank)
    (settings.BACKUPS_ROOT / "etapes.json").unlink()
    month(13)
    assert not traces(settings.BACKUPS_ROOT / "13.tar.gz")[CODES]
    for rank in range(14, 25):
        month(rank)
    assert not traces(settings.BACKUPS_ROOT / "23.tar.gz")[CODES]
    assert len(traces(settings.BACKUPS_ROOT / "24.tar.gz")[CODES]) == 25


def test_a_closed_round_keeps_its_step(month, settings):
    from proposals.priorities.unlinking import unlink

    for rank in range(12):
        month(rank)
    month.round.close(TODAY)
    unlink(month.round)
    backup(settings.BACKUPS_ROOT / "closed.tar.gz")
    assert (
        traces(settings.BACKUPS_ROOT / "closed.tar.gz")[VOTERS] == traces(settings.BACKUPS_ROOT / "11.tar.gz")[VOTERS]
    )


def test_nobody_is_kept_when_their_round_is_gone(month):
    for rank in range(11):
        month(rank)
    assert any(unit.startswith(VOTERS) for unit in read_kept())
    Voter.objects.all().delete()
    month.round.ballots.all().delete()
    backup(read_kept.__globals__["_file"]().with_name("after.tar.gz"))
    assert not any(unit.startswith(VOTERS) for unit in read_kept())


def test_the_counts_are_said():
    sentence = told({"codes": 3, "votants": 0})
    assert "3 codes" in sentence and "votants" not in sentence and "à redonner" in sentence


def test_a_phone_of_an_archive_was_never_used_and_an_account_came_in_some_month():
    tables = {table: [] for table in WITHOUT_MOMENTS}
    tables["otp_totp_totpdevice"] = [{"key": "a", "last_t": 57, "drift": 1, "last_used_at": "2026-11-10 19:00:01+00"}]
    tables["accounts_user"] = [{"last_login": "2026-11-10 19:00:01.5+00"}, {"last_login": None}]
    tables["accounts_knownplace"] = [{"seen_on": "2026-11-10"}]
    forget_moments(tables)
    assert tables["otp_totp_totpdevice"] == [{"key": "a", "last_t": -1, "drift": 0, "last_used_at": None}]
    assert tables["accounts_user"] == [{"last_login": "2026-11-01 00:00:00+00"}, {"last_login": None}]
    assert tables["accounts_knownplace"] == [{"seen_on": "2026-11-01"}]
