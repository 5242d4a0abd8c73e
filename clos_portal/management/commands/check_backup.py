import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from clos_portal.archives.backup import BackupError, check
from clos_portal.archives.rotation import is_ours
from publishing.dates.imprecise_date import day_in_words


class Command(BaseCommand):
    help = "Dit si la dernière sauvegarde, ou celle que l’on nomme, s’ouvre et est entière. Ne change rien."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("archive", nargs="?", type=Path)
        parser.add_argument(
            "--identity", type=Path, help="le fichier de la clé privée, qui n’est jamais sur le serveur"
        )

    def handle(self, *args, archive, identity, **options):
        archive = archive or self._last()
        try:
            manifest = check(archive, identity)
        except BackupError as error:
            raise CommandError(str(error)) from error
        made_on = day_in_words(datetime.date.fromisoformat(manifest["made_at"][:10]))
        self.stdout.write(f"{archive.name} s’ouvre et est entière : {len(manifest['files'])} fichiers, du {made_on}.")

    def _last(self) -> Path:
        folder = Path(settings.BACKUPS_ROOT)
        ours = sorted(path for path in folder.glob("*.tar.gz*") if is_ours(path.name))
        if not ours:
            raise CommandError(f"Il n’y a pas de sauvegarde dans {folder}.")
        return ours[-1]
