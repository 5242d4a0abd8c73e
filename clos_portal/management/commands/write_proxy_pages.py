from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

PAGES = ("400", "413", "503")


class Command(BaseCommand):
    help = "Écrit les pages que le mandataire montre quand le portail ne répond pas, aux couleurs du Conseil."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, nargs="?", default=settings.BASE_DIR / "build" / "proxy-pages")

    def handle(self, *args, folder, **options):
        folder.mkdir(parents=True, exist_ok=True)
        static = settings.COUNCIL.folder / "static"
        written = {f"{page}.html": render_to_string(f"proxy_pages/{page}.html").encode() for page in PAGES}
        written["page.css"] = (settings.BASE_DIR / "deploy" / "proxy_page.css").read_bytes()
        written["colours.css"] = (static / "css" / "colours.css").read_bytes()
        written["logo-mark.svg"] = (static / "img" / "logo-mark.svg").read_bytes()
        for name, content in written.items():
            (folder / name).write_bytes(content)
        self.stdout.write(f"{len(written)} fichiers écrits dans {folder}.")
