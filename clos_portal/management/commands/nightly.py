from django.core.management.base import BaseCommand, CommandError

from clos_portal.night.nightly import A_DAY, SAME_NIGHT, look_at_night, run_night


class Command(BaseCommand):
    help = "Le travail de la nuit, en entier : une seule fois, même si plusieurs serveurs le demandent ensemble."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="dire ce qui serait fait, sans rien faire")
        parser.add_argument("--again", action="store_true", help="le refaire, même s’il vient d’être fait")
        parser.add_argument("--late", action="store_true", help="seulement si le dernier a plus d’un jour")

    def handle(self, *args, dry_run, again, late, **options):
        rest = A_DAY if late else None if again else SAME_NIGHT
        is_done = look_at_night(self.stdout.write) if dry_run else run_night(self.stdout.write, rest)
        if not is_done:
            raise CommandError("Un travail de la nuit n’a pas réussi. Les autres sont faits.")
