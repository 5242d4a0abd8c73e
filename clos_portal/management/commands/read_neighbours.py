from django.core.management.base import BaseCommand

from council.neighbour_news import read_all


class Command(BaseCommand):
    help = "Lit les fils publics des conseils voisins. À lancer par cron, une ou deux fois par jour."

    def handle(self, *args, **options):
        for sentence in read_all():
            self.stdout.write(sentence)
