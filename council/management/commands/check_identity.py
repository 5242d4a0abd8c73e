from django.core.management.base import BaseCommand, CommandError

from council.models import SiteIdentity


class Command(BaseCommand):
    help = "Dit ce qui manque aux mentions légales avant d’ouvrir le site au public."

    def add_arguments(self, parser):
        parser.add_argument("--strict", action="store_true", help="échouer s’il manque quelque chose")

    def handle(self, *args, **options):
        missing = SiteIdentity.load().missing_information
        if not missing:
            self.stdout.write("Les mentions légales sont complètes.")
            return
        report = "Mentions légales à compléter dans l’administration\u00a0:\n" + "\n".join(
            f"- {item}" for item in missing
        )
        if options["strict"]:
            raise CommandError(report)
        self.stdout.write(report)
