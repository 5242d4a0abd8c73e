import secrets

import environ
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import ValidationError, validate_email

from accounts.models import User
from clos_portal.night.exclusive import exclusively

LOCAL_ADDRESS = "administration@conseil.example"


class Command(BaseCommand):
    help = "Crée le premier compte d’administration et montre une fois son mot de passe. Ensuite, se tait."

    def add_arguments(self, parser):
        parser.add_argument("--email", help=f"son adresse (sinon la variable ADMIN_EMAIL, sinon {LOCAL_ADDRESS})")

    def handle(self, *args, **options):
        with exclusively("prepare"):
            if not User.objects.filter(is_superuser=True).exists():
                self._create(options["email"] or environ.Env().str("ADMIN_EMAIL", default=LOCAL_ADDRESS))

    def _create(self, email):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"« {email} » n’est pas une adresse e-mail.") from error
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"Un compte existe déjà avec l’adresse {email}. Choisissez-en une autre avec --email.")
        password = secrets.token_urlsafe(15)
        User.objects.create_superuser(email, password)
        self.stdout.write("Compte d’administration créé. Notez-le : il ne sera plus montré.")
        self.stdout.write(f"  Adresse       : {email}")
        self.stdout.write(f"  Mot de passe  : {password}")
