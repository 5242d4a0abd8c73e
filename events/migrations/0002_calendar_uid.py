from urllib.parse import urlsplit

import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import publishing.feeds.calendar_entry

ENTRIES = [("events", "event"), ("events", "historicalevent")]
EMPTY = models.CharField(default="", editable=False, max_length=340, verbose_name="nom dans les calendriers")
ANNOUNCED = models.DateTimeField(
    default=django.utils.timezone.now, editable=False, verbose_name="modification annoncée le"
)
NAME = {
    "default": publishing.feeds.calendar_entry.new_uid,
    "editable": False,
    "max_length": 340,
    "verbose_name": "nom dans les calendriers",
}


def keep_the_names_already_given(apps, schema_editor):
    """Phones that subscribed know each entry by its address and the domain of the site: that name stays for ever."""
    domain = urlsplit(settings.SITE_URL).hostname
    given = {}
    for label in ENTRIES:
        model = apps.get_model(*label)
        for key, record, reference in model.objects.values_list("pk", "id", "reference"):
            name = given.setdefault(record, f"vie-{reference}@{domain}")
            model.objects.filter(pk=key).update(calendar_uid=name)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        *[migrations.AddField(model, "calendar_uid", EMPTY.clone()) for _, model in ENTRIES],
        *[migrations.AlterField(model, "changed_at", ANNOUNCED.clone()) for _, model in ENTRIES],
        migrations.RunPython(keep_the_names_already_given, migrations.RunPython.noop),
        migrations.AlterField("event", "calendar_uid", models.CharField(unique=True, **NAME)),
        migrations.AlterField("historicalevent", "calendar_uid", models.CharField(db_index=True, **NAME)),
    ]
