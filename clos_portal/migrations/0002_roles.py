from django.db import migrations

from clos_portal.desk.roles import apply_roles


def write_roles(apps, schema_editor):
    apply_roles(apps)


class Migration(migrations.Migration):
    """Depends on the newest migration of every room: the permissions exist once the models do."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("accounts", "0001_initial"),
        ("council", "0001_initial"),
        ("members", "0001_initial"),
        ("meetings", "0001_initial"),
        ("surveys", "0001_initial"),
        ("proposals", "0001_initial"),
        ("clos_portal", "0001_initial"),
    ]

    operations = [migrations.RunPython(write_roles, migrations.RunPython.noop)]
