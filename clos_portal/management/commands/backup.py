from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clos_portal.archives.archive_steps import told
from clos_portal.archives.backup import BackupError, backup
from clos_portal.archives.rotation import names_to_remove
from clos_portal.archives.sealed_archive import ENDING


class Command(BaseCommand):
    help = "Sauvegarde la base et les fichiers dans une seule archive, lisible par son propriétaire seulement."

    def add_arguments(self, parser):
        parser.add_argument("archive", nargs="?", type=Path, help="où l’écrire (sinon dans BACKUPS_ROOT, avec la date)")
        parser.add_argument("--dry-run", action="store_true", help="dire où elle serait écrite, sans l’écrire")

    def handle(self, *args, archive, dry_run, **options):
        ending = ENDING if settings.BACKUP_PUBLIC_KEY else ""
        name = f"{settings.COUNCIL.short_slug}-{timezone.localtime():%Y%m%d-%H%M%S}.tar.gz{ending}"
        archive = archive or Path(settings.BACKUPS_ROOT) / name
        if dry_run:
            self.stdout.write(f"Sauvegarde à faire : {archive}")
            self.stdout.write(f"Anciennes sauvegardes à enlever : {len(self._old(archive))}.")
            return
        try:
            manifest = backup(archive)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Sauvegarde faite : {archive} ({len(manifest['files'])} fichiers).")
        self.stdout.write(told(manifest["may_serve_twice"]))
        for path in self._old(archive):
            path.unlink()

    def _old(self, newest: Path) -> list[Path]:
        folder = Path(settings.BACKUPS_ROOT)
        names = {newest.name} | ({path.name for path in folder.iterdir()} if folder.is_dir() else set())
        removed = names_to_remove(names, **settings.BACKUPS_KEPT)
        return [folder / name for name in removed if name != newest.name]
