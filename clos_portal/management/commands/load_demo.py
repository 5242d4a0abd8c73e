from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clos_portal.night.exclusive import exclusively
from clos_portal.packs.examples import load_examples


class Command(BaseCommand):
    help = "Charge les exemples inventés, marqués « exemple », une seule fois."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="les remettre, à neuf, après un retrait")

    def handle(self, *args, **options):
        if settings.IS_PRODUCTION:
            raise CommandError("Les exemples ne se chargent pas sur un site en production.")
        with exclusively("prepare"):
            is_loaded = load_examples(timezone.localdate(), again=options["again"])
        if is_loaded:
            self.stdout.write("Exemples chargés : ils portent tous le mot « exemple ».")
        else:
            self.stdout.write("Exemples déjà chargés, ou retirés. Pour les remettre : manage.py load_demo --again")
