"""A choice that goes with no other. Which it is belongs to what was answered: the triggers of the table are written anew."""

from importlib import import_module

from django.db import migrations, models

stay = import_module("surveys.migrations.0004_stay_as_answered")
TABLE = "surveys_choice"


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_stays")
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_is_whole")
    else:
        schema_editor.execute(f"DROP FUNCTION {TABLE}_update_stays() CASCADE")
        schema_editor.execute(f"DROP FUNCTION {TABLE}_insert_stays() CASCADE")


def freeze(more):
    def write(apps, schema_editor):
        on = {"sqlite": stay.on_sqlite, "postgresql": stay.on_postgresql}[schema_editor.connection.vendor]
        for statement in on(TABLE, more):
            schema_editor.execute(statement)

    return write


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_stay_as_answered")]

    operations = [
        migrations.RunPython(thaw, freeze([])),
        migrations.AddField(
            "choice",
            "is_exclusive",
            models.BooleanField(
                "seule, sans autre réponse",
                default=False,
                help_text="Par exemple «\u00a0Rien en particulier\u00a0», quand on peut donner plusieurs réponses.",
            ),
        ),
        migrations.RunPython(freeze(["is_exclusive"]), thaw),
    ]
