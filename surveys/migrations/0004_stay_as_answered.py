"""Once a first answer exists, the database itself keeps the questions as they were read.

On SQLite a later migration that rebuilds one of these tables drops its triggers: it must write them again
(`tests/surveys/test_frozen.py` says so).
"""

from django.db import migrations

SENTENCE = "Une réponse est arrivée : ce questionnaire ne change plus."
PARENTS = {
    "surveys_section": ("survey_id", "{parent}"),
    "surveys_question": ("section_id", "(SELECT survey_id FROM surveys_section WHERE id = {parent})"),
    "surveys_choice": (
        "question_id",
        "(SELECT s.survey_id FROM surveys_question q JOIN surveys_section s ON s.id = q.section_id"
        " WHERE q.id = {parent})",
    ),
}
PARENTS["surveys_questionline"] = PARENTS["surveys_choice"]
MEANING = {
    "surveys_section": ["survey_id", "title", "order"],
    "surveys_question": [
        *["section_id", "order", "text", "kind", "max_choices", "lowest", "highest", "is_required"],
        *["condition_choice_id", "condition_rule"],
    ],
    "surveys_choice": ["question_id", "order", "label", "asks_text", "is_outside_scale"],
    "surveys_questionline": ["question_id", "order", "label"],
}


def answered(table, rows):
    parent, survey = PARENTS[table]
    surveys = ", ".join(survey.format(parent=f"{row}.{parent}") for row in rows)
    return f"EXISTS (SELECT 1 FROM surveys_surveyresponse WHERE survey_id IN ({surveys}))"


def changed(table, more=()):
    return " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in [*MEANING[table], *more])


def freeze(apps, schema_editor):
    write = {"sqlite": on_sqlite, "postgresql": on_postgresql}[schema_editor.connection.vendor]
    for table in PARENTS:
        for statement in write(table):
            schema_editor.execute(statement)


def on_sqlite(table, more=()):
    stop = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    changes = changed(table, more).replace("IS DISTINCT FROM", "IS NOT")
    yield f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} WHEN ({changes}) AND {answered(table, ['OLD', 'NEW'])} {stop}"
    yield f"CREATE TRIGGER {table}_is_whole BEFORE INSERT ON {table} WHEN {answered(table, ['NEW'])} {stop}"


def on_postgresql(table, more=()):
    for event, rows, moment in [
        ("UPDATE", ["OLD", "NEW"], f"FOR EACH ROW WHEN ({changed(table, more)})"),
        ("INSERT", ["NEW"], "FOR EACH ROW"),
    ]:
        name = f"{table}_{event.lower()}_stays"
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {answered(table, rows)} THEN"
            f" RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{SENTENCE}'; END IF; RETURN NEW; END $$"
        )
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} {moment} EXECUTE FUNCTION {name}()"


def thaw(apps, schema_editor):
    for table in PARENTS:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {table}_stays")
            schema_editor.execute(f"DROP TRIGGER {table}_is_whole")
        else:
            schema_editor.execute(f"DROP FUNCTION {table}_update_stays() CASCADE")
            schema_editor.execute(f"DROP FUNCTION {table}_insert_stays() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_first_answers")]

    operations = [migrations.RunPython(freeze, thaw)]
