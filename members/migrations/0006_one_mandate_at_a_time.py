"""The database itself refuses two mandates of one person that share a day, after a look at those it already holds."""

from django.core.exceptions import ValidationError
from django.db import migrations

from members.models import mandate_guard


def install(apps, schema_editor):
    people = mandate_guard.overlapping_members(schema_editor)
    if people:
        raise ValidationError(
            "Des mandats d’une même personne se chevauchent. Corrigez leurs dates dans l’administration, avec la "
            f"version d’avant, puis recommencez. Adresses des fiches : {', '.join(people)}."
        )
    mandate_guard.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("members", "0005_composition")]

    operations = [migrations.RunPython(install, lambda apps, schema_editor: mandate_guard.remove(schema_editor))]
