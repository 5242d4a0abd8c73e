from django.db import migrations


class Migration(migrations.Migration):
    """The lines are items now (0003)."""

    dependencies = [("meetings", "0003_agenda_items")]

    operations = [
        migrations.RemoveField(
            model_name='historicalmeeting',
            name='agenda',
        ),
        migrations.RemoveField(
            model_name='meeting',
            name='agenda',
        ),
    ]
