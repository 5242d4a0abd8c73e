from django.db import migrations

from clos_portal.desk.roles import apply_roles


def write_roles(apps, schema_editor):
    apply_roles(apps)


class Migration(migrations.Migration):
    """The presidency and the technician read what the nights did."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("accounts", "0001_initial"),
        ("council", "0003_reviewed_languages"),
        ("members", "0006_one_mandate_at_a_time"),
        ("meetings", "0005_calendar_uid"),
        ("events", "0002_calendar_uid"),
        ("walks", "0001_initial"),
        ("surveys", "0004_stay_as_answered"),
        ("proposals", "0005_agenda_items"),
        ("clos_portal", "0004_job_run"),
    ]

    operations = [migrations.RunPython(write_roles, migrations.RunPython.noop)]
