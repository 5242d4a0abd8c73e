from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from publishing.example import DemoContent, ExampleQuerySet
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.publishable import Publishable, PublishableQuerySet
from publishing.sourced import Sourced
from publishing.words.rich_text import RichTextField, render_html

# The pages that have a view of their own; the others live under /pages/.
PAGES_WITH_A_VIEW = {
    "aide": "council:help_detail",
    "mentions-legales": "council:legal_detail",
    "donnees-personnelles": "council:privacy_detail",
}


class PageQuerySet(PublishableQuerySet, ReferencedQuerySet, ExampleQuerySet):
    def published_as(self, reference):
        """The page of that name if the public may read it, else None."""
        return self.published().filter(reference=reference).first()


class Page(Referenced, Publishable, Sourced, DemoContent):
    """A text of the council that editors may change."""

    title = models.CharField("titre", max_length=160)
    lead = models.CharField(
        "l’essentiel", max_length=300, blank=True, help_text="Une ou deux phrases courtes, dans l’encadré du haut."
    )
    body = RichTextField("texte", blank=True, help_text="Des phrases courtes. Un titre pour chaque idée.")

    objects = PageQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta):
        verbose_name = "page"
        ordering = ["title"]
        constraints = Publishable.Meta.constraints

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        if self.reference in PAGES_WITH_A_VIEW:
            return reverse(PAGES_WITH_A_VIEW[self.reference])
        return reverse("council:page_detail", args=[self.reference])

    @property
    def html(self):
        return render_html(self.body)
