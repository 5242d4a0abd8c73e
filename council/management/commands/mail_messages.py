from django.core.management.base import BaseCommand

from accounts.models import Letter
from accounts.sign_in.letters import send_waiting
from council.mail.contact_mail import send
from council.models import ContactMessage


class Command(BaseCommand):
    help = "Envoie de nouveau par e-mail les messages de contact et les lettres des comptes dont l’envoi a échoué."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="dire combien attendent, sans rien envoyer")

    def handle(self, *args, dry_run, **options):
        messages = list(ContactMessage.objects.unmailed())
        if dry_run:
            self.stdout.write(f"{len(messages) + Letter.objects.count()} message(s) à envoyer.")
            return
        left = [*map(send, messages), *send_waiting()]
        self.stdout.write(f"{sum(left)} message(s) envoyé(s), {len(left) - sum(left)} encore en attente.")
