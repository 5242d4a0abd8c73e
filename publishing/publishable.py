from django.db import models
from django.db.models import Q
from django.utils import timezone


class Publication(models.TextChoices):
    DRAFT = "draft", "brouillon"
    SCHEDULED = "scheduled", "programmé"
    PUBLISHED = "published", "publié"
    WITHDRAWN = "withdrawn", "retiré"


class PublishableQuerySet(models.QuerySet):
    def published(self, at=None):
        """What a visitor may see: published, or scheduled for a moment that has come."""
        moment = at or timezone.now()
        due = Q(publication=Publication.SCHEDULED, publish_from__lte=moment)
        return self.filter(Q(publication=Publication.PUBLISHED) | due)


class Publishable(models.Model):
    """Something that becomes public; while it is not, the public gets the same 404 as for what does not exist."""

    publication = models.CharField(
        "publication",
        max_length=12,
        choices=Publication,
        default=Publication.DRAFT,
        help_text="« Publié » : tout le monde peut le voir. « Brouillon » : vous seuls.",
    )
    publish_from = models.DateTimeField(
        "publier à partir du",
        null=True,
        blank=True,
        help_text="Seulement pour « programmé » : le moment où la page apparaît.",
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_scheduled_has_a_moment",
                condition=~Q(publication=Publication.SCHEDULED) | Q(publish_from__isnull=False),
                violation_error_message="Pour programmer, donnez la date et l’heure de publication.",
            )
        ]

    @property
    def is_public(self):
        if self.publication == Publication.SCHEDULED:
            return self.publish_from is not None and self.publish_from <= timezone.now()
        return self.publication == Publication.PUBLISHED
