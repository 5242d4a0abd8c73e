from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys.unlinking import forget_tokens, unlink_answers


class Command(BaseCommand):
    help = "Mêle les réponses aux questionnaires\u00a0: leur ordre ne dit plus qui a répondu. À lancer chaque nuit."

    def handle(self, *args, **options):
        forget_tokens(timezone.localdate())
        unlink_answers()
        self.stdout.write("Les réponses, les codes, les jetons et les numéros des feuilles sont mêlés.")
