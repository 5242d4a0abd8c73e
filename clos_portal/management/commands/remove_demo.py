import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from clos_portal.night.exclusive import exclusively
from clos_portal.packs.examples import remove_examples, shows_examples


class Command(BaseCommand):
    help = "Retire tous les exemples inventés ; garde tout ce que des personnes ont écrit."

    def add_arguments(self, parser):
        parser.add_argument(
            "--look", action="store_true", help="Ne retire rien ; échoue si le site montre des exemples."
        )

    def handle(self, *args, look=False, **options):
        if look:
            if shows_examples():
                sys.exit("Cette base contient des exemples inventés.")
            return
        with exclusively("prepare"):
            count = remove_examples(timezone.localdate())
        self.stdout.write(f"{count} exemples retirés. Il ne reste que le contenu réel.")
