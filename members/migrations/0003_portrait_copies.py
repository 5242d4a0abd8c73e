from django.db import migrations

MEDIA = ("site", "poster", "press")


def make_copies(apps, schema_editor):
    """Until now a portrait had one copy, for the site; now each agreement has its own, at several widths."""
    for member in apps.get_model("members", "Member").objects.exclude(portrait=""):
        former = member.site_portrait.name
        for medium in MEDIA:
            if getattr(member, f"{medium}_consent_on"):
                getattr(member, f"{medium}_portrait").make(member.portrait)
        member.save(update_fields=[f"{medium}_portrait" for medium in MEDIA])
        if former:
            member.site_portrait.storage.delete(former)


class Migration(migrations.Migration):
    dependencies = [("members", "0002_recruitment")]

    operations = [migrations.RunPython(make_copies, migrations.RunPython.noop)]
