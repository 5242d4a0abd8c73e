from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from publishing.pacing.pace import ONE_LINE, network


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        """Without a password the account waits for its invitation."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A person who may enter the back office; residents never need an account."""

    username = None
    email = models.EmailField(
        "adresse e-mail",
        unique=True,
        help_text="Elle sert à entrer dans l’administration.",
        error_messages={"unique": "Un compte existe déjà avec cette adresse."},
    )
    link_sent_at = models.DateTimeField("dernier lien envoyé le", null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        ordering = ["last_name", "first_name", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_is_unique_whatever_the_case",
                violation_error_message="Un compte existe déjà avec cette adresse.",
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    @property
    def is_invited(self):
        """Invited, and no password chosen yet."""
        return not self.has_usable_password()

    @property
    def state(self):
        if not self.is_active:
            return "désactivé"
        return "invité, pas encore entré" if self.is_invited else "actif"


class KnownPlaceManager(models.Manager):
    def remember(self, user, address):
        self.update_or_create(user=user, print=_place_print(address), defaults={"seen_on": timezone.localdate()})

    def knows(self, email, address):
        return self.filter(user__email=email, print=_place_print(address)).exists()


class KnownPlace(models.Model):
    """Where an account came in: a keyed print of the network, which tells nobody the address."""

    user = models.ForeignKey(User, models.CASCADE, related_name="known_places")
    print = models.CharField(max_length=64)
    seen_on = models.DateField()

    objects = KnownPlaceManager()

    class Meta:
        verbose_name = "lieu connu"
        verbose_name_plural = "lieux connus"
        constraints = [models.UniqueConstraint(fields=["user", "print"], name="known_place_once_for_an_account")]

    def __str__(self):
        return f"{self.user}, {self.seen_on}"


def _place_print(address):
    return salted_hmac("accounts.KnownPlace", network(address, ONE_LINE), algorithm="sha256").hexdigest()


class Letter(models.Model):
    """A mail about an account that has not left yet. The link of a forgotten password is made when it leaves."""

    user = models.ForeignKey(User, models.CASCADE, related_name="letters")
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    has_link = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "lettre"
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.subject


class Sending(models.Model):
    """A form of the back office that was sent, known by a print of its words: where it led, for a second click."""

    key = models.CharField(max_length=64, primary_key=True)
    led_to = models.TextField(blank=True)
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "envoi de l’administration"
        verbose_name_plural = "envois de l’administration"

    def __str__(self):
        return self.led_to
