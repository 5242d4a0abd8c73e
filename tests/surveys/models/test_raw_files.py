"""After the night, the files of a real PostgreSQL hold no row of before, and no order of arrival."""

import threading
import time

import pytest
from django.db import connection
from django.utils import timezone

from surveys.models import OneTimeCode, PaperBatch, PaperSheet, SentToken, SurveyAnswer, SurveyResponse
from surveys.models.code import hash_of
from surveys.models.unlinking import unlink_answers
from surveys.questions.answer import Answer
from tests.raw_files import be_alone, file_of, files_of_the_database, spearman, write_all_down
from tests.surveys.make import make_open_survey, questions, ticks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.numbered_transactions]
PEOPLE = 200


@pytest.fixture
def people(db):
    """Two hundred neighbours, one after the other: (text, token, code print) of each, one text too long for its row."""
    be_alone()
    survey = make_open_survey(needs_code=True)
    batch, (first, *_, idea) = PaperBatch.objects.create(survey=survey, label="Lot 1"), questions(survey)[:5]
    told = []
    for rank, code in enumerate(OneTimeCode.objects.draw(survey, PEOPLE)):
        words, token = f"personne {rank:03} {timezone.now().microsecond * 9973:x}", f"{rank:064x}"
        answers = [*ticks(first, "Oui"), Answer(idea.pk, text=words)]
        survey.responses.receive(survey, answers, answered_on=timezone.localdate(), token_hash=token, code=code)
        PaperSheet.objects.create(batch=batch, number=rank + 1)
        told.append((words.encode(), token.encode(), hash_of(survey, code).encode()))
    write_all_down()
    return told


def keys():
    return {key.bytes for model in (SurveyResponse, SurveyAnswer) for key in model.objects.values_list("pk", flat=True)}


def places(model, told):
    content = file_of(model)
    assert all(content.count(mark) == 1 for mark in told), "each once, and no copy of before"
    where = sorted(told, key=lambda mark: _place(content.rindex(mark)))
    return [where.index(mark) for mark in told]


def _place(offset):
    """A page of eight kilobytes is filled from its end."""
    return offset // 8192, -offset


def test_before_it_everything_of_the_order_of_arrival_can_be_read(people):
    words, tokens, _ = zip(*people, strict=True)
    assert abs(spearman(places(SentToken, tokens))) > 0.9 and abs(spearman(places(SurveyAnswer, words))) > 0.9
    old, content = keys(), b"".join(files_of_the_database().values())
    assert all(key in content for key in old)
    content = file_of(OneTimeCode)
    assert sum(content.count(code) for *_, code in people) > PEOPLE  # unused, then used


def test_after_it_no_old_key_no_copy_and_no_order(people):
    old = keys()
    unlink_answers()
    content = b"".join(files_of_the_database().values())
    assert [key for key in old if key in content] == []
    for model, told in zip((SurveyAnswer, SentToken, OneTimeCode), zip(*people, strict=True), strict=True):
        assert abs(spearman(places(model, told))) < 0.3


READS_OR_WRITES = ["BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1", "BEGIN; SELECT pg_current_xact_id()"]


@pytest.mark.parametrize("begins", READS_OR_WRITES, ids=["reads", "writes"])
def test_whoever_began_before_keeps_no_old_row_in_the_files(people, begins):
    old, reads, may_begin = keys(), threading.Event(), threading.Event()

    def read_for_a_while():
        try:
            with connection.cursor() as cursor:
                cursor.execute(begins)
                reads.set()
                may_begin.wait(60)
                time.sleep(1)  # doing nothing, as a page that was left open by a program
                cursor.execute("COMMIT")
        finally:
            connection.close()

    reader = threading.Thread(target=read_for_a_while)
    reader.start()
    reads.wait(60)
    may_begin.set()
    unlink_answers()
    reader.join()
    content = b"".join(files_of_the_database().values())
    assert [key for key in old if key in content] == []


def test_the_sheets_too_stand_in_no_order(people):
    unlink_answers()
    assert abs(spearman([number - 1 for number in in_place(PaperSheet, "number")])) < 0.3


def in_place(model, column):
    return list(model.objects.extra(select={"place": "ctid"}, order_by=["place"]).values_list(column, flat=True))
