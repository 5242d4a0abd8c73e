from django.conf import settings
from django.core.management.base import BaseCommand

from publishing.paper.fonts import cut_fonts


class Command(BaseCommand):
    help = "Prépare les polices du site (une fois)."
    requires_system_checks = []

    def handle(self, *args, **options):
        names = cut_fonts(settings.FONTS_DIR / "fonts")
        self.stdout.write(f"Polices préparées : {', '.join(names)}." if names else "Polices déjà prêtes.")
