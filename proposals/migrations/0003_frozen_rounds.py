"""The database itself keeps a published order as it is. Examples excepted, so that they can be taken away.

What the retention erases (ballots and voters, a year after the vote) may still go: the result is in the round.
"""

from django.db import migrations

SAY = "Un ordre publié ne change plus."
PUBLISHED = "state = 'published' AND NOT is_example"
# (table, moment, which row tells the round)
GUARDS = [
    ("proposals_round", "UPDATE", "OLD.id"),
    ("proposals_round", "DELETE", "OLD.id"),
    ("proposals_candidate", "INSERT", "NEW.round_id"),
    ("proposals_candidate", "UPDATE", "OLD.round_id"),
    ("proposals_candidate", "DELETE", "OLD.round_id"),
    ("proposals_ballot", "INSERT", "NEW.round_id"),
    ("proposals_ballot", "UPDATE", "OLD.round_id"),
    ("proposals_voter", "INSERT", "NEW.round_id"),
    ("proposals_voter", "UPDATE", "OLD.round_id"),
]


def _name(table, moment):
    return f"{table}_frozen_{moment.lower()}"


def _sqlite(table, moment, row):
    return f"""CREATE TRIGGER {_name(table, moment)} BEFORE {moment} ON {table}
        WHEN EXISTS (SELECT 1 FROM proposals_round WHERE id = {row} AND {PUBLISHED})
        BEGIN SELECT RAISE(ABORT, '{SAY}'); END"""


def _postgresql(table, moment, row):
    given = "NEW" if moment != "DELETE" else "OLD"
    name = _name(table, moment)
    return f"""CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN
        IF EXISTS (SELECT 1 FROM proposals_round WHERE id = {row} AND {PUBLISHED}) THEN
            RAISE EXCEPTION '{SAY}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN {given};
        END $$ LANGUAGE plpgsql;
        CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"""


def freeze(apps, schema_editor):
    write = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
    for guard in GUARDS:
        schema_editor.execute(write(*guard), params=None)


def thaw(apps, schema_editor):
    for table, moment, _ in GUARDS:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {_name(table, moment)}")
        else:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {_name(table, moment)}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("proposals", "0002_rounds_ideas_examples")]

    operations = [migrations.RunPython(freeze, thaw)]
