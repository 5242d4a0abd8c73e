from django.core.management.base import BaseCommand

from council.models import NeighbourFeed
from council.neighbours.neighbour_news import read_all


class Command(BaseCommand):
    help = "Lit les fils publics des conseils voisins."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="dire combien de fils seraient lus, sans les lire")

    def handle(self, *args, dry_run, **options):
        if dry_run:
            self.stdout.write(f"{NeighbourFeed.objects.filter(is_active=True).count()} fil(s) à lire.")
            return
        for sentence in read_all():
            self.stdout.write(sentence)
