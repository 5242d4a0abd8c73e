"""Two archives made around one answer, compared whole: every table, counter, file and word kept beside them."""

import datetime
import io
import json
import re
import sqlite3
import tarfile
from collections import Counter
from contextlib import closing

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.desk.sent_once import page_number
from accounts.models import Sending
from clos_portal.archives.archive_steps import keep
from clos_portal.archives.backup import backup
from proposals.models import Ballot
from surveys.models import OneTimeCode, PaperBatch, PaperCorrection
from tests.accounts.make import code_of, is_inside, make_user, protect, sign_in
from tests.proposals.make_round import make_open_round, numbers
from tests.surveys.make import full_post, make_open_survey, questions
from tests.surveys.paper.test_paper import enter_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
RESPONSES, ANSWERS, BALLOTS = "surveys_surveyresponse", "surveys_surveyanswer", "proposals_ballot"
# New keys, drawn by lot for each archive.
DRAWN = {RESPONSES: {"id"}, ANSWERS: {"id", "response_id"}, "surveys_papersheet": {"id"}}
# What two archives may differ by: what they are, when they were made, and how many answers there are.
OF_ANY_ARCHIVE = {"begun_at", "made_at", "may_serve_twice", "files"}
EVENING = datetime.datetime(2026, 11, 10, 19, tzinfo=datetime.UTC)
SPENT = 12


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT = tmp_path / "media", tmp_path / "private"
    settings.BACKUPS_ROOT = tmp_path / "backups"
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "photo.jpg").write_bytes(b"photo")
    keep({})  # a new portal
    with time_machine.travel(EVENING, tick=True) as clock:
        yield clock


@pytest.fixture
def house(place):
    """An open questionnaire with twelve answers on the screen and twelve on paper, an open vote with twelve ballots."""
    house = type("House", (), {})()
    house.survey, today = make_open_survey(needs_code=True), EVENING.date()
    house.codes = OneTimeCode.objects.draw(house.survey, 3 * SPENT)
    house.batch = PaperBatch.objects.create(survey=house.survey, label="A", check_one_in=0)
    house.typist = make_user(email="saisie@conseil.example", is_superuser=True)
    device = protect(house.typist)
    house.round = make_open_round(members=2 * SPENT + 1)
    first, second = numbers(house.round)[:2]
    for rank in range(SPENT):
        sent = {"answered_on": today, "token_hash": f"{rank:064}", "code": house.codes.pop()}
        house.survey.responses.receive(house.survey, [], **sent)
        house.batch.enter_sheet(rank + 1, [], day=today, by=house.typist, code=house.codes.pop())
        house.round.vote(house.round.codes[rank], {first: 2, second: 1}, today)
    house.round.sign_paper(house.round.voters.filter(has_voted=False)[: SPENT - 1])
    house.desk = Client()

    def come_in():
        sign_in(house.desk, house.typist.email, code=code_of(device))
        assert is_inside(house.desk)

    house.come_in = come_in
    house.come_in()
    return house


def send(house):
    answer = full_post(house.survey, code=house.codes.pop())
    assert Client().post(house.survey.get_absolute_url(), answer).status_code == 302


def enter(house, **typed):
    """As the page does: it carries its number."""
    said = {f"q{questions(house.survey)[0].pk}": "1"} | typed | {"_page_number": page_number(house.typist)}
    page = house.desk.post(enter_url(house.batch), said)
    assert page.status_code in (200, 302)
    return page.content.decode()


def type_sheet(house):
    return enter(house, number=house.batch.next_number, code=house.codes[-1])


def type_once(house):
    type_sheet(house)
    house.codes.pop()


def type_twice(house):
    """A mistake, taken back and typed again: the trail names who, why and when."""
    seal = re.search(r'name="seal" value="([^"]+)"', type_sheet(house))[1]
    enter(house, seal=seal, reason="Case mal lue")
    type_sheet(house)
    house.codes.pop()
    assert PaperCorrection.objects.count() == 1


def vote_on_paper(house):
    address = reverse("admin:proposals_round_paper", args=[house.round.pk])
    signed = {"act": "sign", "voter": str(house.round.voters.filter(has_voted=False).first().pk)}
    for said in (signed, {"act": "ballot"} | {f"p{number}": "1" for number in numbers(house.round)}):
        page = house.desk.post(address, said | {"_page_number": page_number(house.typist)})
        assert page.status_code == 302, page.content.decode()
    assert Ballot.objects.count() == SPENT + 1 and Sending.objects.filter(led_to=address).exists()


def vote_on_screen(house):
    waiting = house.round.voters.filter(has_voted=False).first()
    [(_, code)] = house.round.give_codes(EVENING.date(), [waiting.pk])
    house.round.vote(code, {numbers(house.round)[0]: 3}, EVENING.date())


def test_one_answer_more_is_all_that_two_archives_tell(house, place, settings):
    before = _whole(settings.BACKUPS_ROOT / "0.tar.gz")
    for rank, (act, more) in enumerate(
        [
            (send, {RESPONSES: 1, ANSWERS: 7}),
            (type_once, {RESPONSES: 1, ANSWERS: 1}),
            (type_twice, {RESPONSES: 1, ANSWERS: 1}),
            (vote_on_paper, {BALLOTS: 1}),
            (vote_on_screen, {BALLOTS: 1}),
        ],
        start=1,
    ):
        place.shift(datetime.timedelta(days=1))
        house.come_in()
        act(house)
        after = _whole(settings.BACKUPS_ROOT / f"{rank}.tar.gz")
        assert before["tables"].keys() == after["tables"].keys() and len(before["tables"]) > 100
        found = {}
        for table, rows in after["tables"].items():
            assert not before["tables"][table] - rows, table
            found |= {table: (rows - before["tables"][table]).total()} if rows != before["tables"][table] else {}
        assert found == more, act
        del before["tables"]
        tables = after.pop("tables")
        assert before == after, act
        before = after | {"tables": tables}


# --- a whole archive, as words ---------------------------------------------------------------------------------------
def _whole(archive):
    backup(archive)
    with tarfile.open(archive) as opened:
        files = {member.name: opened.extractfile(member).read() for member in opened if member.isfile()}
        about = [
            (member.name, member.mode, member.uid, member.mtime, member.size)
            for member in opened
            if member.name not in {"database", "manifest.json"} and member.isfile()
        ]
    content, manifest = files.pop("database"), json.loads(files.pop("manifest.json"))
    tables, rest = (_of_file if connection.vendor == "sqlite" else _of_dump)(content)
    manifest["files"].pop("database")
    steps = json.loads((archive.parent / "etapes.json").read_text())
    told = {name: value for name, value in manifest.items() if name not in OF_ANY_ARCHIVE}
    beside = sorted(path.name for path in archive.parent.iterdir() if path.suffix != ".gz")
    return {
        "tables": tables, "rest": rest, "files": files, "about": about, "told": told, "steps": steps, "beside": beside,
        "digests": manifest["files"],
    }  # fmt: skip


def _counted(table, rows):
    return Counter(
        tuple((name, str(value)) for name, value in row.items() if name not in DRAWN.get(table, ())) for row in rows
    )


def _of_file(content):
    """Every table with the counters of their numbers, the words of the tables, what the head of the file tells."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        base.row_factory = sqlite3.Row
        names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        tables = {name: _counted(name, map(dict, base.execute(f'SELECT * FROM "{name}"'))) for name in names}  # noqa: S608
        words = [tuple(row) for row in base.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name")]
        free = [tuple(base.execute(f"PRAGMA {name}").fetchone()) for name in ("freelist_count", "user_version")]
    return tables, [words, free, content[24:28], content[40:44]]


def _of_dump(content):
    """Every table, then each other line of the dump: the counters of numbers are among them."""
    tables, rest, lines = {}, [], io.StringIO(content.decode(), newline="\n")
    for line in lines:
        header = re.fullmatch(r"COPY public\.(\w+) \((.*)\) FROM stdin;\n", line)
        if header is None:
            rest += [] if line.startswith(("\\restrict", "\\unrestrict")) else [line]
            continue
        names, rows = header[2].replace('"', "").split(", "), iter(lines.readline, "\\.\n")
        tables[header[1]] = _counted(
            header[1], [dict(zip(names, row.removesuffix("\n").split("\t"), strict=True)) for row in rows]
        )
    return tables, rest
