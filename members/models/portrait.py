"""The portrait of a member: one agreement a medium, one set of copies an agreement, nothing without."""

import datetime
import functools

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from publishing.erasing.withdrawn import note_emptied
from publishing.files.private_storage import PrivateStorage
from publishing.files.renditions import RenditionsField

SITE_WIDTHS = (96, 192, 288, 480)
POSTER_WIDTHS = (480,)
PRESS_WIDTHS = (1600,)
MINOR = [(None, "pas encore demandé"), (False, "non"), (True, "oui")]
PARENTS = "Pour un mineur, gardez l’accord écrit des parents, et notez jusqu’à quel jour il vaut."


class Medium(models.TextChoices):
    """Where a portrait may be shown: each needs its own agreement."""

    SITE = "site", "ce site"
    POSTER = "poster", "affiches"
    PRESS = "press", "presse"


CONSENTS = {medium: f"{medium}_consent_on" for medium in Medium}


def _copy_has_its_agreement(medium, sentence):
    agreement = Q(**{f"{CONSENTS[medium]}__isnull": False}) & ~Q(portrait="")
    return models.CheckConstraint(
        name=f"%(class)s_portrait_on_the_{medium}_has_its_consent",
        condition=Q(**{f"{medium}_portrait": ""}) | agreement,
        violation_error_message=sentence,
    )


class Portrayed(models.Model):
    """A person whose portrait may be kept, and shown where the person agreed to."""

    portrait = models.ImageField(
        "portrait", upload_to="portraits/", storage=PrivateStorage(), blank=True,
        help_text="JPEG, PNG ou WebP. Le lieu et la date de la prise de vue sont effacés du fichier.",
    )  # fmt: skip
    site_portrait = RenditionsField(
        "copies pour le site", upload_to="portraits/site/", storage=PrivateStorage(), blank=True, editable=False,
        widths=SITE_WIDTHS,
    )  # fmt: skip
    poster_portrait = RenditionsField(
        "copie pour les affiches", upload_to="portraits/poster/", storage=PrivateStorage(), blank=True, editable=False,
        widths=POSTER_WIDTHS, format="JPEG",
    )  # fmt: skip
    press_portrait = RenditionsField(
        "copie pour la presse", upload_to="portraits/press/", storage=PrivateStorage(), blank=True, editable=False,
        widths=PRESS_WIDTHS, format="JPEG", is_square=False,
    )  # fmt: skip
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
    is_minor = models.BooleanField(
        "moins de 18 ans\u00a0?", null=True, blank=True, choices=MINOR,
        help_text="Demandez-le avant de montrer la photo. Ne notez pas la date de naissance.",
    )  # fmt: skip
    parents_agreement = models.FileField(
        "accord écrit des parents", upload_to="authorisations/", storage=PrivateStorage(), blank=True,
        help_text="Le papier signé, scanné ou photographié. Il n’est jamais montré.",
    )  # fmt: skip
    parents_agreement_until = models.DateField(
        "il vaut jusqu’au", null=True, blank=True,
        help_text="Le lendemain, la photo n’est plus montrée\u00a0; la nuit, elle est effacée.",
    )  # fmt: skip

    # What the person may take back, and what stands for nothing.
    withdrawable = {"portrait": "", **dict.fromkeys(CONSENTS.values())}

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_portrait_has_a_consent",
                condition=Q(
                    ("portrait", ""), *((f"{name}__isnull", False) for name in CONSENTS.values()), _connector=Q.OR
                ),
                violation_error_message="Pour garder une photo, notez un accord de la personne, avec sa date.",
            ),
            _copy_has_its_agreement("site", "Une photo n’est montrée sur le site qu’avec l’accord pour le site."),
            _copy_has_its_agreement("poster", "Une photo n’est sur une affiche qu’avec l’accord pour les affiches."),
            _copy_has_its_agreement("press", "Une photo n’est donnée à la presse qu’avec l’accord pour la presse."),
            models.CheckConstraint(
                name="%(class)s_portrait_of_a_minor_has_the_parents_agreement",
                condition=Q(portrait="")
                | Q(is_minor__isnull=True)
                | Q(is_minor=False)
                | (~Q(parents_agreement="") & Q(parents_agreement_until__isnull=False)),
                violation_error_message=PARENTS,
            ),
            models.CheckConstraint(
                name="%(class)s_portrait_has_words_and_a_credit",
                condition=Q(portrait="") | (~Q(portrait_alt="") & ~Q(portrait_credit="")),
                violation_error_message="Décrivez la photo en quelques mots, et écrivez qui l’a prise.",
            ),
        ]

    @staticmethod
    def lapsed_on(day: datetime.date) -> Q:
        """The portrait of a minor, once the agreement of the parents is over."""
        return Q(is_minor=True, parents_agreement_until__lt=day)

    @property
    def shows_portrait(self):
        return bool(self.site_portrait) and Medium.SITE in self.consents

    @property
    def parents_agree(self):
        """Nothing to ask for who is not a minor."""
        until = self.parents_agreement_until
        return not self.is_minor or (bool(self.parents_agreement) and until and until >= timezone.localdate())

    @property
    def consents(self):
        """Where the portrait may be shown."""
        given = [medium for medium in Medium if getattr(self, CONSENTS[medium])]
        return given if self.parents_agree else []

    def clean(self):
        super().clean()
        if self.portrait and self.is_minor is None:
            raise ValidationError(
                {"is_minor": "Demandez d’abord\u00a0: cette personne a-t-elle moins de 18 ans\u00a0?"}
            )
        if self.portrait and not (self.is_minor is False or (self.parents_agreement and self.parents_agreement_until)):
            raise ValidationError({"parents_agreement": PARENTS})

    @transaction.atomic
    def save_with_portrait(self):
        """Saves, and keeps only the files that an agreement allows; the others leave the disk at once."""
        stored = type(self).objects.filter(pk=self.pk).first()
        before = stored._files() if stored else set()
        is_new = self.portrait.name not in before
        if not self.consents:
            self.portrait = self.portrait_alt = self.portrait_credit = ""
            self._take_back(Medium)
        if not (self.portrait and self.is_minor):
            self.parents_agreement, self.parents_agreement_until = "", None
        for medium in Medium:
            self._follow_the_agreement(medium, is_new)
        self.save()
        note_emptied(stored, self, self.withdrawable)
        transaction.on_commit(functools.partial(_delete_files, before - self._files()))

    def withdraw_portrait_consent(self, *media):
        """For the given media, or for all: what was shown there disappears; the last one takes the photo with it."""
        self._take_back(media or Medium)
        self.save_with_portrait()

    def _take_back(self, media):
        for medium in media:
            setattr(self, CONSENTS[medium], None)

    def _follow_the_agreement(self, medium, is_new):
        copies = getattr(self, f"{medium}_portrait")
        if not self.portrait or medium not in self.consents:
            setattr(self, f"{medium}_portrait", "")
        elif is_new or not copies:
            copies.make(self.portrait)

    def _files(self):
        copies = [getattr(self, f"{medium}_portrait") for medium in Medium]
        single = {self.portrait.name, self.parents_agreement.name}
        names = single | {*(name for family in copies if family for name in (family.name, *family.names))}
        return {name for name in names if name}


def _delete_files(names):
    storage = PrivateStorage()
    for name in names:
        storage.delete(name)
