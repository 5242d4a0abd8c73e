from django.conf import settings
from django.db import migrations

KEPT = "Écrit ici avant novembre 2026\u00a0: {}. Ces mots sont maintenant dans le dossier du Conseil."
MODELS = ("siteidentity", "historicalsiteidentity")
FIELDS = ("name", "district", "city")


def keep_what_differs(apps, schema_editor):
    """What somebody wrote here and the folder does not say goes into the note of the editors."""
    council = settings.COUNCIL
    known = {council.name, f"quartier {council.of_district}", council.city, ""}
    identity = apps.get_model("council", "SiteIdentity").objects.filter(pk=1).first()
    other = [getattr(identity, field) for field in FIELDS if getattr(identity, field) not in known] if identity else []
    if other:
        identity.editor_note = f"{identity.editor_note}\n{KEPT.format(', '.join(other))}".strip()
        identity.save(update_fields=["editor_note"])


class Migration(migrations.Migration):

    dependencies = [("council", "0004_corrected_texts")]

    operations = [
        migrations.RunPython(keep_what_differs, migrations.RunPython.noop),
        *[migrations.RemoveField(model, field) for model in MODELS for field in FIELDS],
    ]
