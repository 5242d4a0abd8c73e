from django.core.management.base import BaseCommand

from council.contact_mail import send
from council.models import ContactMessage


class Command(BaseCommand):
    help = "Envoie de nouveau par e-mail les messages de contact dont l’envoi a échoué."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="dire combien attendent, sans rien envoyer")

    def handle(self, *args, dry_run, **options):
        messages = list(ContactMessage.objects.unmailed())
        if dry_run:
            self.stdout.write(f"{len(messages)} message(s) à envoyer.")
            return
        sent = sum(send(message) for message in messages)
        self.stdout.write(f"{sent} message(s) envoyé(s), {len(messages) - sent} encore en attente.")
