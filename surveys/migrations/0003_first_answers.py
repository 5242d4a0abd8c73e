from django.db import migrations
from django.db.models import Exists, F, OuterRef


def mark(apps, schema_editor):
    """Of several options ticked by one person, one is the first; results that exist were counted when published."""
    answers = apps.get_model("surveys", "SurveyAnswer").objects
    earlier = answers.filter(response=OuterRef("response"), question=OuterRef("question"), pk__lt=OuterRef("pk"))
    answers.filter(Exists(earlier), question__kind="multi").update(is_first=False)
    surveys = apps.get_model("surveys", "Survey").objects
    surveys.filter(published_results__isnull=False).update(counted_on=F("published_on"))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_deepen")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
