from django.core.management.base import BaseCommand
from django.utils import timezone

from clos_portal.night.exclusive import exclusively
from surveys.models.recheck import recheck_results


class Command(BaseCommand):
    help = (
        "Vérifie de nouveau les résultats comptés sous d’anciennes règles, "
        "et retire ceux qui trahissent un petit groupe."
    )

    def handle(self, *args, **options):
        with exclusively("prepare"):
            checked, withdrawn = recheck_results(timezone.localdate())
        self.stdout.write(f"{checked} résultat(s) vérifié(s), {len(withdrawn)} retiré(s).")
        for survey in withdrawn:
            self.stdout.write(f"  retiré, il laissait retrouver un petit groupe\u00a0: {survey}")
