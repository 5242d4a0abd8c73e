from django.db import migrations

LONGEST_TITLE = 200


def lines_to_items(apps, schema_editor):
    """Each line of the old text becomes an item; a long line is kept whole in as many items as it needs."""
    meeting_model, item_model = apps.get_model("meetings", "Meeting"), apps.get_model("meetings", "AgendaItem")
    for meeting in meeting_model._base_manager.exclude(agenda=""):
        lines = [line for text in meeting.agenda.splitlines() for line in pieces(" ".join(text.split()))]
        item_model.objects.bulk_create(
            item_model(meeting=meeting, order=order, title=line) for order, line in enumerate(lines, start=1)
        )


def pieces(text):
    return [text[start : start + LONGEST_TITLE] for start in range(0, len(text), LONGEST_TITLE)]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_minutes")]

    operations = [migrations.RunPython(lines_to_items, migrations.RunPython.noop)]
