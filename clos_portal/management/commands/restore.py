from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from clos_portal.backup import BackupError, restore


class Command(BaseCommand):
    help = "Remet la base et les fichiers d’une sauvegarde. Ce qui était là est gardé à côté."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)
        parser.add_argument("--yes", action="store_true", help="remplacer sans demander")

    def handle(self, *args, archive, yes, **options):
        if not yes:
            raise CommandError(
                "Cette commande remplace tout le contenu du site. Ajoutez --yes si c’est ce que vous voulez."
            )
        try:
            manifest = restore(archive)
        except BackupError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)  # an older archive catches up
        self.stdout.write(f"Sauvegarde du {manifest['made_at']} remise en place. Ce qui était là est gardé à côté.")
