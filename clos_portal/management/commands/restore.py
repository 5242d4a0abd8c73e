from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands import migrate
from django.utils import timezone

from clos_portal.archive_steps import told
from clos_portal.backup import BackupError, restore
from clos_portal.exclusive import exclusively
from clos_portal.models import JobRun
from clos_portal.retention import erase_expired
from clos_portal.withdrawals import withdraw_again
from surveys.recheck import recheck_results

NOTHING_KEPT = (
    "Aucun retrait n’est noté à côté des sauvegardes. Ce qui a été retiré depuis cette sauvegarde est revenu\u00a0: "
    "retirez-le de nouveau avant d’ouvrir le site."
)


class Command(BaseCommand):
    help = "Remet la base et les fichiers d’une sauvegarde, sans ce qui a été retiré depuis. Ce qui était là est gardé à côté."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)
        parser.add_argument("--identity", type=Path, help="le fichier de la clé privée, pour une archive chiffrée")
        parser.add_argument("--yes", action="store_true", help="remplacer sans demander")

    def handle(self, *args, archive, identity, yes, **options):
        if not yes:
            raise CommandError(
                "Cette commande remplace tout le contenu du site. Ajoutez --yes si c’est ce que vous voulez."
            )
        # Until all is withdrawn again, no host opens, and no night writes to anybody.
        with exclusively("prepare"), exclusively(JobRun.NIGHT):
            self._put_back(archive, identity)

    def _put_back(self, archive, identity):
        try:
            manifest = restore(archive, identity)
        except BackupError as error:
            raise CommandError(str(error)) from error
        call_command(migrate.Command(), verbosity=0)  # an older archive catches up; ours would wait for our own lock
        again = withdraw_again(manifest)
        today = timezone.localdate()
        erased = sum(erasure.count for erasure in erase_expired(today))
        _, unsafe = recheck_results(today)  # an older archive has results of older rules
        self.stdout.write(f"Sauvegarde du {manifest['made_at']} remise en place. Ce qui était là est gardé à côté.")
        if "may_serve_twice" in manifest:  # not in the older archives
            self.stdout.write(told(manifest["may_serve_twice"]))
        self.stdout.write(f"Retraits faits depuis, faits de nouveau\u00a0: {again.done}." if again else NOTHING_KEPT)
        self.stdout.write(f"Durée de conservation passée\u00a0: {erased} effacés.")
        self.stdout.write(f"Résultats retirés, ils laissaient retrouver un petit groupe\u00a0: {len(unsafe)}.")
        if again and again.refused:
            raise CommandError(
                f"{again.refused} retraits n’ont pas pu être faits de nouveau. N’ouvrez pas le site\u00a0: lisez le journal."
            )
