"""Tears what a database keeps beside its rows: no order, place or number of transaction ties an answer to a code.

A response, its code, its token and the number of its sheet are written at the same moment: that is what makes them
safe, and what would let somebody who opens the database put them side by side. Here every row is written anew: each
kind in a transaction of its own, in an order drawn by lot, the responses under new random keys.
"""

import datetime
import random

from django.db import connection, transaction

from surveys.models.code import OneTimeCode
from surveys.models.paper import PaperSheet
from surveys.models.response import SurveyAnswer, SurveyResponse
from surveys.models.sent_token import SentToken

KINDS = [[SurveyResponse, SurveyAnswer], [OneTimeCode], [SentToken], [PaperSheet]]
NEW_KEY = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}


def unlink_answers() -> None:
    for models in random.SystemRandom().sample(KINDS, len(KINDS)):
        _write_anew(models)
    _sweep([model for models in KINDS for model in models])


def forget_tokens(today: datetime.date) -> None:
    """Nobody can send twice what is no longer accepted."""
    SentToken.objects.filter(survey__closes_on__lt=today).delete()


@transaction.atomic
def _write_anew(models) -> None:
    with connection.cursor() as cursor:
        _keep_others_out(cursor, models)
        for model in models:
            key = NEW_KEY[connection.vendor] if model in KINDS[0] else "0"
            aside = f"CREATE TEMPORARY TABLE {_aside(model)} AS SELECT t.*, {key} AS fresh FROM {_table(model)} t"  # noqa: S608
            cursor.execute(aside)
        for model in reversed(models):
            cursor.execute(f"DELETE FROM {_table(model)}")  # noqa: S608
        for model in models:
            cursor.execute(_back_in_disorder(model))
        for model in models:
            cursor.execute(f"DROP TABLE {_aside(model)}")


def _back_in_disorder(model) -> str:
    columns = [field.column for field in model._meta.concrete_fields]
    source = {column: f't."{column}"' for column in columns}
    tables = f"{_aside(model)} t"
    if model in KINDS[0]:
        source["id"] = "t.fresh"
    if model is SurveyAnswer:
        source["response_id"] = "r.fresh"
        tables += f" JOIN {_aside(SurveyResponse)} r ON r.id = t.response_id"
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(source.values())
    return f"INSERT INTO {_table(model)} ({names}) SELECT {values} FROM {tables} ORDER BY random()"  # noqa: S608


def _keep_others_out(cursor, models) -> None:
    """PostgreSQL: nobody writes while rows move. SQLite has one writer; what is deleted is also wiped from its file."""
    if connection.vendor == "postgresql":
        cursor.execute(f"LOCK TABLE {', '.join(map(_table, models))} IN SHARE ROW EXCLUSIVE MODE")
    else:
        cursor.execute("PRAGMA secure_delete = ON")


def _sweep(models) -> None:
    """The old rows of PostgreSQL leave its files too; inside a transaction, its own sweeper does it later."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {', '.join(map(_table, models))}")


def _table(model) -> str:
    return f'"{model._meta.db_table}"'


def _aside(model) -> str:
    return f'"aside_{model._meta.db_table}"'
