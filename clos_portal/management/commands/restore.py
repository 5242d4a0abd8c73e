from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands import migrate
from django.utils import timezone

from clos_portal.archives.archive_steps import told
from clos_portal.archives.backup import BackupError, restore
from clos_portal.archives.withdrawals import not_recognised, withdraw_again
from clos_portal.models import JobRun
from clos_portal.night.exclusive import exclusively
from clos_portal.retention import erase_expired
from surveys.models.recheck import recheck_results

NOTHING_KEPT = (
    "Aucun retrait n’est noté à côté des sauvegardes. Ce qui a été retiré depuis cette sauvegarde est revenu\u00a0: "
    "retirez-le de nouveau avant d’ouvrir le site."
)
# Nothing is changed by the first, everything by the second.
ANOTHER_KEY = (
    "{count} retraits faits depuis cette sauvegarde sont notés avec une autre SECRET_KEY\u00a0: "
    "le site ne peut plus les "
    "reconnaître, et ce qui a été retiré reviendrait. Rien n’a été changé. "
    "Remettez l’ancienne SECRET_KEY dans .env, le "
    "temps du retour. Si elle est perdue, ajoutez --without-withdrawals, puis retirez tout de nouveau à la main avant "
    "d’ouvrir le site."
)
NOT_DONE_AGAIN = (
    "{count} retraits notés avec une autre SECRET_KEY ne sont pas refaits\u00a0: "
    "retirez tout de nouveau à la main avant "
    "d’ouvrir le site."
)


class Command(BaseCommand):
    help = (
        "Remet la base et les fichiers d’une sauvegarde, sans ce qui a été retiré depuis. "
        "Ce qui était là est gardé à côté."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)
        parser.add_argument("--identity", type=Path, help="le fichier de la clé privée, pour une archive chiffrée")
        parser.add_argument(
            "--without-withdrawals",
            action="store_true",
            help="remettre même si des retraits, notés avec une autre SECRET_KEY, ne peuvent pas être refaits",
        )
        parser.add_argument("--yes", action="store_true", help="remplacer sans demander")

    def handle(self, *args, archive, identity, without_withdrawals, yes, **options):
        if not yes:
            raise CommandError(
                "Cette commande remplace tout le contenu du site. Ajoutez --yes si c’est ce que vous voulez."
            )
        # Until all is withdrawn again, no host opens, and no night writes to anybody.
        with exclusively("prepare"), exclusively(JobRun.NIGHT):
            self._put_back(archive, identity, (lambda _: None) if without_withdrawals else _refuse_another_key)

    def _put_back(self, archive, identity, allow):
        try:
            manifest = restore(archive, identity, allow)
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
        if lost := not_recognised(manifest):
            self.stdout.write(NOT_DONE_AGAIN.format(count=lost))
        self.stdout.write(f"Durée de conservation passée\u00a0: {erased} effacés.")
        self.stdout.write(f"Résultats retirés, ils laissaient retrouver un petit groupe\u00a0: {len(unsafe)}.")
        if again and again.refused:
            raise CommandError(
                f"{again.refused} retraits n’ont pas pu être faits de nouveau. "
                "N’ouvrez pas le site\u00a0: lisez le journal."
            )


def _refuse_another_key(manifest: dict) -> None:
    if lost := not_recognised(manifest):
        raise BackupError(ANOTHER_KEY.format(count=lost))
