from django.db import migrations

from clos_portal.roles import apply_roles


def write_roles(apps, schema_editor):
    apply_roles(apps)


class Migration(migrations.Migration):
    """The new nouns of the proposals: rounds, ideas, the référentiel."""

    dependencies = [("clos_portal", "0002_roles"), ("proposals", "0003_frozen_rounds")]

    operations = [migrations.RunPython(write_roles, migrations.RunPython.noop)]
