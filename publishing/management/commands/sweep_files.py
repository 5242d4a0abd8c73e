from django.core.management.base import BaseCommand

from publishing.files.orphan_files import sweep


class Command(BaseCommand):
    help = "Enlève du disque les fichiers que rien ne nomme plus depuis un jour."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Compte seulement, n’enlève rien.")

    def handle(self, *args, dry_run, **options):
        count = len(sweep(dry_run=dry_run))
        self.stdout.write(f"Fichiers sans fiche\u00a0: {count} {'à enlever' if dry_run else 'enlevés'}.")
