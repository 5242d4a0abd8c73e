from django.db import models


class ExampleQuerySet(models.QuerySet):
    def real(self):
        return self.filter(is_example=False)

    def examples(self):
        return self.filter(is_example=True)


class DemoContent(models.Model):
    """May be an invented example; every screen, feed and figure that shows it says so."""

    is_example = models.BooleanField("exemple inventé", default=False, editable=False)

    class Meta:
        abstract = True

    def keep(self):
        """Somebody made it his own: it is an example no more."""
        self.is_example = False
        self.save(update_fields=["is_example"])
