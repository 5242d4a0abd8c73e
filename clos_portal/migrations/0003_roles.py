from django.db import migrations

from clos_portal.desk.roles import apply_roles


def write_roles(apps, schema_editor):
    apply_roles(apps)


class Migration(migrations.Migration):
    """The table of the roles again: new rooms, new models, new permissions."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("accounts", "0001_initial"),
        ("council", "0002_neighbours"),
        ("members", "0005_composition"),
        ("meetings", "0004_agenda_text_gone"),
        ("events", "0001_initial"),
        ("walks", "0001_initial"),
        ("surveys", "0004_stay_as_answered"),
        ("proposals", "0005_agenda_items"),
        ("clos_portal", "0002_roles"),
    ]

    operations = [migrations.RunPython(write_roles, migrations.RunPython.noop)]
