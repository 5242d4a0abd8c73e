from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

FIRST, LAST = 2015, 2060


class AgreementQuerySet(models.QuerySet):
    def first_year(self) -> int | None:
        return self.values_list("first_year", flat=True).first()


class Agreement(models.Model):
    """The years of the agreement on the renewal of the district: a single row, or none while they are not known."""

    first_year = models.PositiveSmallIntegerField(
        "première année de la convention",
        validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)],
        help_text="La frise montre six années à partir de celle-ci.",
    )
    single = models.BooleanField(default=True, unique=True, editable=False)

    objects = AgreementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "convention de renouvellement urbain"
        verbose_name_plural = "convention de renouvellement urbain"
        constraints = [
            models.CheckConstraint(name="agreement_is_single", condition=Q(single=True)),
            models.CheckConstraint(
                name="agreement_first_year_is_likely",
                condition=Q(first_year__gte=FIRST, first_year__lte=LAST),
                violation_error_message=f"Donnez une année entre {FIRST} et {LAST}.",
            ),
        ]

    def __str__(self):
        return f"Convention à partir de {self.first_year}"
