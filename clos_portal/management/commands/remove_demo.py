from django.core.management.base import BaseCommand
from django.utils import timezone

from clos_portal.examples import remove_examples


class Command(BaseCommand):
    help = "Retire tous les exemples inventés ; garde tout ce que des personnes ont écrit."

    def handle(self, *args, **options):
        count = remove_examples(timezone.localdate())
        self.stdout.write(f"{count} exemples retirés. Il ne reste que le contenu réel.")
