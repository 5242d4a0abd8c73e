from django.db import migrations

from members.models import draw_guard


class Migration(migrations.Migration):
    dependencies = [("members", "0003_portrait_copies")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: draw_guard.install(schema_editor),
            lambda apps, schema_editor: draw_guard.remove(schema_editor),
        )
    ]
