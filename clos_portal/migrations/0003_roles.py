from django.db import migrations

from clos_portal.roles import apply_roles


def write_roles(apps, schema_editor):
    apply_roles(apps)


class Migration(migrations.Migration):
    """The table of the roles, again: new rooms and new models."""

    dependencies = [("clos_portal", "0002_roles"), ("council", "0002_neighbours"), ("events", "0001_initial"), ("walks", "0001_initial")]

    operations = [migrations.RunPython(write_roles, migrations.RunPython.noop)]
