"""A photo that may be shown only with its words, its credit,
its written authorisation and the agreement of its people.
"""

import functools
import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Trim
from django.db.models.lookups import Exact
from django.urls import reverse

from publishing.erasing.withdrawn import Withdrawal, note, note_emptied
from publishing.example import DemoContent, ExampleQuerySet
from publishing.files.private_storage import PrivateStorage
from publishing.files.renditions import RenditionsField
from publishing.publishable import Publication, Publishable, PublishableQuerySet

WIDTHS = (320, 640, 1280)
SHOWN = [Publication.PUBLISHED, Publication.SCHEDULED]
QUARANTINED = "Quelqu’un a demandé le retrait de cette photo. Répondez d’abord à sa demande."


class Rights(models.TextChoices):
    """Who holds the author's rights."""

    MEMBER = "membre", "un membre du Conseil"
    PERSON = "particulier", "une autre personne"
    PRESS = "presse", "un journal"
    UNKNOWN = "inconnue", "on ne sait pas"


class Agreement(models.TextChoices):
    """What is known of the people one may recognise."""

    NOBODY = "aucune", "on ne reconnaît personne"
    GIVEN = "oui", "accord écrit de toutes les personnes"
    MISSING = "non", "accord manquant"


class MinorsAgreement(models.TextChoices):
    NOBODY = "aucun", "aucun mineur reconnaissable"
    GIVEN = "oui", "accord écrit des parents"
    MISSING = "non", "accord des parents manquant"


def _blank(name):
    return Q(Exact(Trim(name), ""))


_HAS_WORDS = (Q(is_decorative=True, alt="")) | (Q(is_decorative=False) & ~_blank("alt"))
_IS_COMPLETE = (
    _HAS_WORDS
    & ~_blank("credit")
    & ~_blank("author")
    & ~Q(rights=Rights.UNKNOWN)
    & ~Q(authorisation="")
    & Q(people__in=[Agreement.NOBODY, Agreement.GIVEN], minors__in=[MinorsAgreement.NOBODY, MinorsAgreement.GIVEN])
)


class CreditedPhotoQuerySet(PublishableQuerySet, ExampleQuerySet):
    def in_order(self):
        return self.order_by("position", "pk")

    def remove_all(self):
        """The rows and their files: what the cascade of a deleted parent would leave on the disk."""
        for photo in self:
            photo.remove()


class CreditedPhoto(Publishable, DemoContent):
    """Without a file, it stands for a picture that is lost or may not be shown: an empty place with its credit line.

    Copyright: art. L121-1 of the intellectual property code (name and work); portrait rights: art. 9 of the civil code;
    minors: a written authorisation of the parents, group photos included.
    """

    key = models.UUIDField("clé", default=uuid.uuid4, unique=True, editable=False)
    caption = models.CharField("légende", max_length=200, help_text="Ce que montre la photo, en une phrase courte.")
    file = models.ImageField(
        "photo",
        upload_to="photos/",
        storage=PrivateStorage(),
        blank=True,
        width_field="width",
        height_field="height",
        help_text="JPEG, PNG ou WebP. Le lieu et la date de la prise de vue sont effacés du fichier.",
    )
    width = models.PositiveIntegerField("largeur", null=True, editable=False)
    height = models.PositiveIntegerField("hauteur", null=True, editable=False)
    copies = RenditionsField(
        "copies pour le site",
        upload_to="photos/",
        storage=PrivateStorage(),
        blank=True,
        editable=False,
        widths=WIDTHS,
        is_square=False,
    )
    alt = models.CharField(
        "description",
        max_length=200,
        blank=True,
        help_text="Pour les personnes qui ne voient pas la photo\u00a0: ce qu’il y a à voir, en une phrase.",
    )
    is_decorative = models.BooleanField(
        "photo décorative",
        default=False,
        help_text="Cochez si la photo n’apprend rien. Laissez alors la description vide.",
    )
    credit = models.CharField(
        "crédit",
        max_length=160,
        blank=True,
        help_text="Écrit sous la photo, mot pour mot. Par exemple «\u00a0© Prénom NOM\u00a0».",
    )
    author = models.CharField(
        "auteur de la photo", max_length=120, blank=True, help_text="La personne qui a pris la photo."
    )
    rights = models.CharField("à qui est la photo", max_length=12, choices=Rights, default=Rights.UNKNOWN)
    authorisation = models.FileField(
        "autorisation écrite de l’auteur",
        upload_to="authorisations/",
        storage=PrivateStorage(),
        blank=True,
        help_text="Le papier signé, scanné ou photographié. Il n’est jamais montré.",
    )
    people = models.CharField("personnes", max_length=8, choices=Agreement, default=Agreement.MISSING)
    minors = models.CharField(
        "enfants et adolescents",
        max_length=8,
        choices=MinorsAgreement,
        default=MinorsAgreement.MISSING,
        help_text="Pour un mineur, l’accord écrit des parents est obligatoire, même en groupe.",
    )
    is_quarantined = models.BooleanField("retrait demandé", default=False, editable=False)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    objects = CreditedPhotoQuerySet.as_manager()

    class Meta(Publishable.Meta):
        abstract = True
        constraints = Publishable.Meta.constraints + [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_shown_only_complete",
                condition=~Q(publication__in=SHOWN) | Q(file="") | _IS_COMPLETE,
                violation_error_message="Cette photo ne peut pas encore être publiée\u00a0: "
                "il manque son crédit, son auteur,"
                " son autorisation écrite, sa description ou l’accord des personnes.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_quarantined_is_hidden",
                condition=Q(is_quarantined=False) | ~Q(publication__in=SHOWN),
                violation_error_message=QUARANTINED,
            ),
        ]

    def __str__(self):
        return self.caption

    @property
    def is_empty_place(self):
        return not self.file

    @property
    def missing(self) -> list[str]:
        """What must still be given before the photo may be shown, in words that follow «il manque»."""
        if not self.file:
            return []
        wanted = {
            "la description, ou la case «\u00a0décorative\u00a0»": self.alt.strip() or self.is_decorative,
            "le crédit": self.credit.strip(),
            "l’auteur": self.author.strip(),
            "à qui est la photo": self.rights != Rights.UNKNOWN,
            "l’autorisation écrite": self.authorisation,
            "l’accord des personnes": self.people != Agreement.MISSING,
            "l’accord des parents": self.minors != MinorsAgreement.MISSING,
        }
        return [words for words, given in wanted.items() if not given]

    @property
    def removal_url(self) -> str:
        return reverse(f"{self._meta.app_label}:photo_remove", args=[self.key])

    @property
    def sources(self) -> list[tuple[str, int]]:
        """(address, width in pixels), from the smallest."""
        page = f"{self._meta.app_label}:photo_detail"
        return [(reverse(page, args=[self.key, side]), width) for side, width in self.copies_by_width.items()]

    @property
    def srcset(self) -> str:
        return ", ".join(f"{address} {width}w" for address, width in self.sources)

    @property
    def copies_by_width(self) -> dict[int, int]:
        """Each copy that is served, by its name in the address: its true width, in pixels."""
        longest = max(self.width or 1, self.height or 1)
        return (
            {side: round(self.width * min(1, side / longest)) for side in WIDTHS} if self.copies and self.width else {}
        )

    def clean(self):
        super().clean()
        if self.publication in SHOWN and self.missing:
            raise ValidationError(
                f"Cette photo ne peut pas encore être publiée. Il manque\u00a0: {', '.join(self.missing)}."
            )
        if self.publication in SHOWN and self.is_quarantined:
            raise ValidationError(QUARANTINED)
        if self.is_decorative and self.alt.strip():
            raise ValidationError(
                {"alt": "Une photo décorative n’a pas de description. Videz ce champ, ou décochez la case."}
            )

    @transaction.atomic
    def save_with_copies(self):
        """Saves, writes the smaller copies of a new file, and takes what is no longer used off the disk."""
        before = type(self).objects.filter(pk=self.pk).first()
        if not self.file:
            self.copies = ""
        elif not self.file._committed or before is None or before.file.name != self.file.name:
            self.copies.make(self.file)
        self.save()
        note_emptied(before, self, ["file"])
        self._forget_files_of(before, kept=self)

    @transaction.atomic
    def quarantine(self):
        """Somebody asks that it be withdrawn: it leaves the site at once, and stays until the council has answered."""
        row = type(self).objects.select_for_update().get(pk=self.pk)
        row.is_quarantined, row.publication = True, Publication.WITHDRAWN
        row.save(update_fields=["is_quarantined", "publication"])
        note(Withdrawal.QUARANTINED, row)
        self.is_quarantined, self.publication = True, Publication.WITHDRAWN

    def release(self):
        """The council answered: the photo may be published again, which remains somebody's decision."""
        self.is_quarantined = False
        self.save(update_fields=["is_quarantined"])

    @transaction.atomic
    def remove(self):
        """The row and every file of it."""
        before = type(self).objects.get(pk=self.pk)
        note(Withdrawal.ERASED, before)
        self.delete()
        self._forget_files_of(before)

    @classmethod
    def _forget_files_of(cls, before, kept=None):
        """Once the change is certain."""
        for name in ["file", "copies", "authorisation"] if before else []:
            old = getattr(before, name)
            if old and (kept is None or old.name != getattr(kept, name).name):
                transaction.on_commit(functools.partial(old.delete, save=False))
