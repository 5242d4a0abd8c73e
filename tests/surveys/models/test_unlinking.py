"""After the nightly rewriting, nothing in the database ties an answer to a code, a token or a sheet."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from surveys.models import OneTimeCode, PaperBatch, PaperSheet, SentToken, SurveyAnswer, SurveyResponse
from surveys.models.unlinking import KINDS, unlink_answers
from surveys.questions.answer import Answer
from tests.surveys.make import full_post, make_open_survey, questions, ticks

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 40


@pytest.fixture
def survey(db):
    """Forty neighbours answer one after the other, each with a code; the text of each says when."""
    survey = make_open_survey(needs_code=True)
    idea = questions(survey)[4]
    for rank, code in enumerate(OneTimeCode.objects.draw(survey, PEOPLE)):
        answers = [*ticks(questions(survey)[0], "Oui"), *text(idea, f"{rank:02}")]
        token = f"{rank:064}"
        survey.responses.receive(survey, answers, answered_on=timezone.localdate(), token_hash=token, code=code)
    return survey


def text(question, words):
    return [Answer(question.pk, text=words)]


def in_place(model, column):
    """What a person who opens the file of the database reads, in the order of the rows."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} ORDER BY {place}")
        return [row[0] for row in cursor.fetchall()]


def texts_in_place():
    return [words for words in in_place(SurveyAnswer, "text") if words]


def test_before_it_the_order_of_arrival_can_be_read(survey):
    assert texts_in_place() == sorted(texts_in_place())
    assert in_place(SentToken, "token_hash") == sorted(in_place(SentToken, "token_hash"))


def test_neither_answers_nor_tokens_nor_responses_stay_in_the_order_of_arrival(survey):
    before = in_place(SurveyResponse, "id")
    unlink_answers()
    assert sorted(texts_in_place()) == [f"{rank:02}" for rank in range(PEOPLE)] != texts_in_place()
    tokens = in_place(SentToken, "token_hash")
    assert tokens != sorted(tokens)
    assert [int(token) for token in tokens] != [int(words) for words in texts_in_place()]
    assert not set(before) & set(in_place(SurveyResponse, "id"))


def test_used_codes_change_places(survey):
    before = in_place(OneTimeCode, "code_hash")
    unlink_answers()
    after = in_place(OneTimeCode, "code_hash")
    assert before != after
    assert sorted(before) == sorted(after)


@pytest.mark.numbered_transactions
def test_each_kind_has_one_transaction_and_no_two_kinds_the_same(survey):
    PaperSheet.objects.create(batch=PaperBatch.objects.create(survey=survey, label="Lot 1"), number=1)
    assert len(set(in_place(SentToken, "xmin::text"))) == PEOPLE
    unlink_answers()
    transactions = [{x for model in models for x in in_place(model, "xmin::text")} for models in KINDS]
    assert [len(found) for found in transactions] == [1] * len(KINDS)
    assert len(set.union(*transactions)) == len(KINDS)


def test_every_answer_stays_with_its_response_and_counts_the_same(survey):
    def sets():
        rows = SurveyAnswer.objects.values_list("response", "question", "choice", "line", "text", "is_first")
        return sorted(sorted(str(row[1:]) for row in rows if row[0] == pk) for pk in {row[0] for row in rows})

    before, tally = sets(), survey.responses.tally()
    call_command("unlink_answers")
    assert sets() == before
    assert survey.responses.tally() == tally


def test_a_token_is_still_refused_and_a_code_still_spent(survey, client):
    data = full_post(survey, code=OneTimeCode.objects.draw(survey, 1)[0])
    client.post("/questionnaire/avis/", data)
    unlink_answers()
    assert client.post("/questionnaire/avis/", data).headers["Location"].endswith("?deja")
    assert SurveyResponse.objects.count() == PEOPLE + 1
    assert OneTimeCode.objects.filter(is_used=True).count() == PEOPLE + 1


def test_it_may_run_on_nothing():
    unlink_answers()
