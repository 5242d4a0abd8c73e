import functools

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from members.models.commission import Commission
from members.term import lasting_on, running_on
from publishing.erasure import erase
from publishing.example import ExampleQuerySet, Exemplary
from publishing.images import square_copy
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.private_storage import PrivateStorage
from publishing.publishable import Publishable, PublishableQuerySet
from publishing.sourced import Sourced

AVATAR_SIDE = 320
NEVER_IN_THE_HISTORY = ["email", "phone", "gender", "portrait", "site_portrait"]


class Medium(models.TextChoices):
    """Where a portrait may be shown: each needs its own agreement."""

    SITE = "site", "ce site"
    POSTER = "poster", "affiches"
    PRESS = "press", "presse"


class MemberQuerySet(PublishableQuerySet, ReferencedQuerySet, ExampleQuerySet):
    def seated(self, day):
        """Has a mandate that runs on `day`."""
        return self.filter(running_on(day, "mandates__"), mandates__isnull=False).distinct()

    def departed(self, day):
        """Had a mandate, and none runs or is to come on `day`."""
        lasting = self.model.objects.filter(lasting_on(day, "mandates__"), mandates__isnull=False)
        return self.filter(mandates__isnull=False).exclude(pk__in=lasting.values("pk")).distinct()

    def reachable(self):
        return self.exclude(email="", phone="")

    def with_portrait(self, day):
        """Whose portrait a visitor may see."""
        return self.published().seated(day).filter(site_consent_on__isnull=False).exclude(site_portrait="")

    def with_own_page(self, day):
        return self.published().seated(day).filter(own_page_consent_on__isnull=False)


class Member(Referenced, Publishable, Sourced, Exemplary):
    """A person who sits, or sat, on the council."""

    class Gender(models.TextChoices):
        WOMAN = "F", "femme"
        MAN = "M", "homme"
        OTHER = "other", "autre"

    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    is_named = models.BooleanField(
        "accepte d’être nommé sur le site",
        default=True,
        help_text="Sinon, le site compte la personne, mais n’écrit pas son nom.",
    )
    about = models.TextField(
        "texte public",
        max_length=600,
        blank=True,
        help_text="Deux ou trois phrases, écrites avec la personne. Facultatif.",
    )
    commissions = models.ManyToManyField(Commission, blank=True, related_name="members", verbose_name="commissions")

    portrait = models.ImageField(
        "portrait", upload_to="portraits/", storage=PrivateStorage(), blank=True,
        help_text="JPEG, PNG ou WebP. Le lieu et la date de la prise de vue sont effacés du fichier.",
    )  # fmt: skip
    site_portrait = models.FileField(
        "copie pour le site", upload_to="portraits/site/", storage=PrivateStorage(), blank=True, editable=False
    )
    portrait_alt = models.CharField(
        "description du portrait",
        max_length=160,
        blank=True,
        help_text="Pour les personnes qui ne voient pas la photo.",
    )
    portrait_credit = models.CharField(
        "crédit du portrait", max_length=120, blank=True, help_text="Le nom de la personne qui a pris la photo."
    )
    site_consent_on = models.DateField("accord pour ce site, donné le", null=True, blank=True)
    poster_consent_on = models.DateField("accord pour les affiches, donné le", null=True, blank=True)
    press_consent_on = models.DateField("accord pour la presse, donné le", null=True, blank=True)
    own_page_consent_on = models.DateField(
        "accord pour avoir sa page, donné le",
        null=True,
        blank=True,
        help_text="Sans cet accord, la personne n’a pas de page à elle sur le site.",
    )

    email = models.EmailField("adresse e-mail", blank=True, help_text="Jamais montrée au public.")
    phone = models.CharField("téléphone", max_length=30, blank=True, help_text="Jamais montré au public.")
    gender = models.CharField(
        "genre", max_length=5, choices=Gender, blank=True, help_text="Facultatif. Jamais montré : seulement compté."
    )

    objects = MemberQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=NEVER_IN_THE_HISTORY)

    class Meta(Publishable.Meta):
        verbose_name = "membre"
        ordering = ["last_name", "first_name"]
        constraints = Publishable.Meta.constraints + [
            models.CheckConstraint(
                name="member_portrait_has_a_consent",
                condition=Q(portrait="")
                | Q(site_consent_on__isnull=False)
                | Q(poster_consent_on__isnull=False)
                | Q(press_consent_on__isnull=False),
                violation_error_message="Pour garder une photo, notez un accord de la personne, avec sa date.",
            ),
            models.CheckConstraint(
                name="member_portrait_on_the_site_has_its_consent",
                condition=Q(site_portrait="") | (Q(site_consent_on__isnull=False) & ~Q(portrait="")),
                violation_error_message="Une photo n’est montrée sur le site qu’avec l’accord pour le site.",
            ),
            models.CheckConstraint(
                name="member_portrait_has_words_and_a_credit",
                condition=Q(portrait="") | (~Q(portrait_alt="") & ~Q(portrait_credit="")),
                violation_error_message="Décrivez la photo en quelques mots, et écrivez qui l’a prise.",
            ),
            models.CheckConstraint(
                name="member_shown_by_name_only_if_named",
                condition=Q(is_named=True)
                | Q(own_page_consent_on__isnull=True, site_consent_on__isnull=True, about=""),
                violation_error_message="Une personne qui n’est pas nommée n’a ni photo, ni texte, ni page.",
            ),
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"

    def get_absolute_url(self):
        if self.has_own_page:
            return reverse("members:member_detail", args=[self.reference])
        return reverse("members:member_list")

    @property
    def public_name(self):
        return str(self) if self.is_named else "Une personne qui n’est pas nommée"

    @property
    def initials(self):
        """First letter of the first name and of the last word of the name."""
        return (
            (self.first_name[:1] + self.last_name.split()[-1][:1]).upper()
            if self.is_named and self.last_name.split()
            else ""
        )

    @property
    def has_own_page(self):
        return self.own_page_consent_on is not None

    @property
    def shows_portrait(self):
        return bool(self.site_portrait) and self.site_consent_on is not None

    @property
    def consents(self):
        """Where the portrait may be shown."""
        given = {
            Medium.SITE: self.site_consent_on,
            Medium.POSTER: self.poster_consent_on,
            Medium.PRESS: self.press_consent_on,
        }
        return [medium for medium, day in given.items() if day]

    @transaction.atomic
    def save_with_portrait(self):
        """Saves, and keeps only the files that an agreement allows; the others leave the disk at once."""
        before = self._stored_files()
        if not self.consents:
            self.portrait = self.portrait_alt = self.portrait_credit = ""
        if not self.portrait or Medium.SITE not in self.consents:
            self.site_portrait = ""
        elif not self.site_portrait or self.portrait.name not in before:
            self.site_portrait = square_copy(self.portrait, AVATAR_SIDE)
        self.save()
        leaving = before - {self.portrait.name, self.site_portrait.name}
        transaction.on_commit(functools.partial(_delete_files, leaving))

    def withdraw_portrait_consent(self, *media):
        """For the given media, or for all: what was shown there disappears; the last one takes the photo with it."""
        for medium in media or Medium:
            setattr(self, f"{medium}_consent_on", None)
        self.save_with_portrait()

    def forget_contact(self):
        self.email = self.phone = ""
        self.save(update_fields=["email", "phone"])

    @transaction.atomic
    def erase(self):
        """The person, the mandates, the history and the files."""
        for mandate in self.mandates.all():
            erase(mandate)
        erase(self)

    def _stored_files(self):
        names = type(self).objects.filter(pk=self.pk).values_list("portrait", "site_portrait").first() or ()
        return {name for name in names if name}


def _delete_files(names):
    storage = PrivateStorage()
    for name in names:
        storage.delete(name)
