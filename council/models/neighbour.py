from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from council.models.partner import Partner
from council.rules.neighbour_feed import NewsItem


class NeighbourFeed(models.Model):
    """A public feed that another council gives: read by a command, never during a visit."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="feeds", verbose_name="conseil voisin")
    url = models.URLField(
        "adresse du fil",
        max_length=300,
        unique=True,
        validators=[URLValidator(schemes=["https"])],
        help_text="Un fil Atom ou RSS, ou un calendrier iCal. L’adresse commence par https://.",
    )
    is_active = models.BooleanField("à lire", default=True, help_text="Décochez pour ne plus lire ce fil.")
    read_at = models.DateTimeField("lu le", null=True, editable=False)
    problem = models.CharField("dernier problème", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "fil d’un conseil voisin"
        verbose_name_plural = "fils des conseils voisins"
        ordering = ["partner", "pk"]
        constraints = [
            models.CheckConstraint(
                name="neighbour_feed_is_https",
                condition=Q(url__startswith="https://"),
                violation_error_message="L’adresse du fil commence par https://.",
            )
        ]

    def __str__(self):
        return f"Fil de {self.partner}"

    @transaction.atomic
    def replace_items(self, items: list[NewsItem]):
        """What the feed says now takes the place of what it said."""
        self.items.all().delete()
        self.items.bulk_create(NeighbourItem(feed=self, title=i.title, url=i.url, day=i.day) for i in items)
        self.read_at, self.problem = timezone.now(), ""
        self.save(update_fields=["read_at", "problem"])

    def not_read(self, reason: str):
        """What was read before stays."""
        self.problem = reason[:200]
        self.save(update_fields=["problem"])


class NeighbourItemQuerySet(models.QuerySet):
    def of_public_partners(self):
        partners = Partner.objects.published()
        return self.filter(feed__is_active=True, feed__partner__in=partners).select_related("feed__partner")


class NeighbourItem(models.Model):
    """One piece of news of another council, as plain text."""

    feed = models.ForeignKey(NeighbourFeed, models.CASCADE, related_name="items", verbose_name="fil")
    title = models.CharField("titre", max_length=200)
    url = models.URLField("adresse", max_length=500, blank=True)
    day = models.DateField("jour", null=True)

    objects = NeighbourItemQuerySet.as_manager()

    class Meta:
        verbose_name = "nouvelle d’un conseil voisin"
        verbose_name_plural = "nouvelles des conseils voisins"
        ordering = [models.F("day").desc(nulls_last=True), "pk"]

    def __str__(self):
        return self.title
