from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clos_portal.night.exclusive import exclusively
from clos_portal.packs.content_pack import AnotherCouncil, load_pack


class Command(BaseCommand):
    help = "Charge le contenu réel du Conseil, une fois ; ensuite, dit seulement ce qui diffère."

    def handle(self, *args, **options):
        try:
            with exclusively("prepare"):
                report = load_pack(settings.COUNCIL.folder, timezone.localdate())
        except AnotherCouncil as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Contenu du Conseil : {len(report.added)} fiches ajoutées.")
        for key in report.corrected:
            self.stdout.write(f"  corrigée d’après le document : {key}")
        for key in report.edited:
            self.stdout.write(f"  modifiée sur ce site, laissée telle quelle : {key}")
        for key in report.deleted:
            self.stdout.write(f"  supprimée sur ce site, laissée supprimée : {key}")
