from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys.models import SurveyResponse
from surveys.models.unlinking import forget_tokens, unlink_answers


class Command(BaseCommand):
    help = "Mêle les réponses aux questionnaires\u00a0: leur ordre ne dit plus qui a répondu."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="dire ce qui serait mêlé, sans y toucher")

    def handle(self, *args, dry_run, **options):
        if dry_run:
            self.stdout.write(f"{SurveyResponse.objects.count()} réponse(s) à mêler.")
            return
        forget_tokens(timezone.localdate())
        unlink_answers()
        self.stdout.write("Les réponses, les codes, les jetons et les numéros des feuilles sont mêlés.")
