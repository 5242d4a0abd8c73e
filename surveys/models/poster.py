from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q

from publishing.dates.written_day import written_day


class PosterNote(models.Model):
    """What the council adds to the figures of one question on its poster."""

    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="poster_notes", verbose_name="questionnaire"
    )
    number = models.PositiveSmallIntegerField("numéro de la question", validators=[MinValueValidator(1)])
    short_text = models.CharField(
        "question plus courte",
        max_length=90,
        blank=True,
        help_text="Une longue question ne se lit pas de loin. Vide\u00a0: la question entière.",
    )
    follow_up = models.TextField(
        "ce que nous en faisons",
        blank=True,
        validators=[MaxLengthValidator(240)],
        help_text="Une ou deux phrases courtes, 240 signes au plus. Vide\u00a0: rien n’est dit.",
    )

    class Meta:
        verbose_name = "note d’une affichette"
        verbose_name_plural = "notes des affichettes"
        constraints = [
            models.UniqueConstraint(
                name="a_question_has_one_poster_note",
                fields=["survey", "number"],
                violation_error_message="Cette question a déjà ses mots.",
            )
        ]

    def __str__(self):
        return f"affichette {self.number}"


class Hall(models.Model):
    """A hall, or another public place, where the council puts up its posters."""

    name = models.CharField(
        "nom",
        max_length=120,
        unique=True,
        help_text="Par exemple «\u00a0Hall du 3, rue…\u00a0». Jamais un nom de personne.",
    )
    is_used = models.BooleanField("encore utilisé", default=True)

    class Meta:
        verbose_name = "hall"
        ordering = ["name"]

    def __str__(self):
        return self.name


class PostingQuerySet(models.QuerySet):
    def hanging(self):
        return self.filter(taken_down_on=None)

    @transaction.atomic
    def put_up(self, survey, halls, day) -> int:
        """The whole set, in each of these halls where it does not hang yet. How many halls that was."""
        there = set(self.hanging().filter(survey=survey, number=None).values_list("hall_id", flat=True))
        new = [self.model(survey=survey, hall=hall, put_up_on=day) for hall in halls if hall.pk not in there]
        return len(self.bulk_create(new))

    @transaction.atomic
    def take_down(self, survey, halls, day) -> int:
        """Everything of this survey that hangs in these halls; how many halls that was."""
        hanging = list(self.hanging().filter(survey=survey, hall__in=halls).select_for_update(of=["self"]))
        if late := next((posting for posting in hanging if posting.put_up_on > day), None):
            raise ValidationError(
                f"{late.hall.name}\u00a0: affichée le {written_day(late.put_up_on)}. Donnez ce jour, ou un jour après."
            )
        self.filter(pk__in=[posting.pk for posting in hanging]).update(taken_down_on=day)
        return len({posting.hall_id for posting in hanging})


class Posting(models.Model):
    """A poster, or the whole set, put up in a hall on a day and taken down on another."""

    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="postings", verbose_name="questionnaire")
    hall = models.ForeignKey(Hall, models.PROTECT, related_name="postings", verbose_name="hall")
    number = models.PositiveSmallIntegerField(
        "affichette", null=True, blank=True, help_text="Le numéro de la question. Vide\u00a0: toutes les affichettes."
    )
    put_up_on = models.DateField("affichée le")
    taken_down_on = models.DateField("retirée le", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "affichage"
        ordering = ["-put_up_on", "hall__name"]
        constraints = [
            models.CheckConstraint(
                name="a_poster_is_taken_down_after_it_was_put_up",
                condition=Q(taken_down_on__isnull=True) | Q(taken_down_on__gte=F("put_up_on")),
                violation_error_message="Une affichette est retirée après avoir été affichée.",
            ),
            models.UniqueConstraint(
                name="a_poster_hangs_once_in_a_hall",
                fields=["survey", "hall", "number"],
                condition=Q(taken_down_on__isnull=True),
                violation_error_message="Cette affichette est déjà dans ce hall.",
            ),
            models.UniqueConstraint(
                name="a_set_of_posters_hangs_once_in_a_hall",
                fields=["survey", "hall"],
                condition=Q(taken_down_on__isnull=True, number__isnull=True),
                violation_error_message="Ces affichettes sont déjà dans ce hall.",
            ),
        ]

    def __str__(self):
        return f"{self.hall}, {self.put_up_on:%d/%m/%Y}"
