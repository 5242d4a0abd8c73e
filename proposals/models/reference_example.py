from urllib.parse import urlsplit

from django.db import models, transaction
from django.db.models import Prefetch, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from proposals.models.proposal import Proposal
from proposals.rules.blank import is_filled
from publishing.example import DemoContent, ExampleQuerySet
from publishing.files.private_storage import PrivateStorage
from publishing.files.renditions import copy_of
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.publishable import Publishable, PublishableQuerySet
from publishing.sourced import Sourced

PHOTO_SIDE = 640


class ReferenceExampleQuerySet(PublishableQuerySet, ReferencedQuerySet, ExampleQuerySet):
    def with_proposals(self):
        """`proposals.all` then holds the published ones only."""
        return self.prefetch_related(Prefetch("proposals", Proposal.objects.published()))


class ReferenceExample(Referenced, Publishable, Sourced, DemoContent):
    """What was done here or elsewhere, and what the council learnt from it."""

    place = models.CharField("où", max_length=160, help_text="La ville et le quartier.")
    title = models.CharField("ce qui a été fait", max_length=200, help_text="En quelques mots.")
    description = models.TextField("comment", blank=True, help_text="Deux ou trois phrases courtes.")
    lesson = models.TextField("ce que l’on en retient", blank=True, help_text="Ce qui marche, et ce qui ne marche pas.")
    link = models.URLField("adresse d’une page à lire", blank=True, help_text="Elle commence par https://")
    photo = models.ImageField(
        "photo", upload_to="reference/", storage=PrivateStorage(), blank=True,
        help_text="JPEG, PNG ou WebP. Seulement si son auteur est d’accord.",
    )  # fmt: skip
    photo_alt = models.CharField(
        "description de la photo", max_length=160, blank=True, help_text="Pour les personnes qui ne la voient pas."
    )
    photo_credit = models.CharField("crédit de la photo", max_length=120, blank=True, help_text="Qui l’a prise.")
    proposals = models.ManyToManyField(
        Proposal,
        blank=True,
        related_name="reference_examples",
        verbose_name="propositions",
        help_text="Celles que cela a inspirées.",
    )

    objects = ReferenceExampleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta):
        verbose_name = "réalisation vue ailleurs"
        verbose_name_plural = "référentiel\u00a0: réalisations vues ailleurs"
        ordering = ["place", "title"]
        constraints = Publishable.Meta.constraints + [
            models.CheckConstraint(
                name="reference_example_says_where_and_what",
                condition=is_filled("place") & is_filled("title"),
                violation_error_message="Écrivez où cela se passe, et ce qui a été fait.",
            ),
            models.CheckConstraint(
                name="reference_example_photo_has_words_and_a_credit",
                condition=Q(photo="") | (is_filled("photo_alt") & is_filled("photo_credit")),
                violation_error_message="Décrivez la photo en quelques mots, et écrivez qui l’a prise.",
            ),
            models.CheckConstraint(
                name="reference_example_link_is_a_web_page",
                condition=Q(link="") | Q(link__startswith="https://") | Q(link__startswith="http://"),
                violation_error_message="L’adresse commence par https:// ou http://.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.place}"

    def get_absolute_url(self):
        return reverse("proposals:reference_example_detail", args=[self.reference])

    @property
    def photo_url(self):
        """Only while the page is public; the file itself has no address."""
        return reverse("proposals:reference_example_photo", args=[self.reference]) if self.photo else ""

    @property
    def link_host(self):
        return urlsplit(self.link).hostname or ""

    @transaction.atomic
    def save_with_photo(self):
        """Saves, and a photo that was replaced or taken away leaves the disk."""
        before = type(self).objects.filter(pk=self.pk).values_list("photo", flat=True).first()
        if self.photo and self.photo.name != before:
            self.photo = copy_of(self.photo, PHOTO_SIDE, is_square=False, image_format="WEBP")
        self.save()
        if before and before != self.photo.name:
            transaction.on_commit(lambda: PrivateStorage().delete(before))
