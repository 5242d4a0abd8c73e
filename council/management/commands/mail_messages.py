from django.core.management.base import BaseCommand

from council.contact_mail import send
from council.models import ContactMessage


class Command(BaseCommand):
    help = "Envoie de nouveau par e-mail les messages de contact dont l’envoi a échoué."

    def handle(self, *args, **options):
        messages = list(ContactMessage.objects.unmailed())
        sent = sum(send(message) for message in messages)
        self.stdout.write(f"{sent} message(s) envoyé(s), {len(messages) - sent} encore en attente.")
