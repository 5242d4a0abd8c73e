from django.core.management.base import BaseCommand
from django.utils import timezone

from clos_portal.retention import erase_expired


class Command(BaseCommand):
    help = "Efface ce dont la durée de conservation est passée, dans chaque pièce de la maison."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="dire ce qui serait effacé, sans effacer")

    def handle(self, *args, **options):
        erasures = erase_expired(timezone.localdate(), dry_run=options["dry_run"])
        verb = "à effacer" if options["dry_run"] else "effacés"
        for erasure in erasures:
            self.stdout.write(f"{erasure.room} : {erasure.count} {erasure.what} {verb}.")
        if not erasures:
            self.stdout.write("Rien à effacer.")
