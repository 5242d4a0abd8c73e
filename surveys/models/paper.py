import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q

from surveys.models.response import Channel


class PaperBatch(models.Model):
    """A pile of sheets handed out somewhere; who typed them is known for the pile, never for a sheet."""

    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="batches", verbose_name="questionnaire")
    label = models.CharField(
        "nom du lot", max_length=80, help_text="Par exemple «\u00a0Boîte de la maison pour tous, lot 3\u00a0»."
    )
    place = models.CharField(
        "lieu", max_length=120, blank=True, help_text="Un lieu public, jamais l’adresse d’une personne."
    )
    handed_out = models.PositiveIntegerField("feuilles distribuées", null=True, blank=True)
    returned = models.PositiveIntegerField("feuilles revenues", null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="saisi par",
        editable=False,
    )

    class Meta:
        verbose_name = "lot de feuilles"
        verbose_name_plural = "lots de feuilles"
        ordering = ["survey", "label"]
        constraints = [
            models.UniqueConstraint(
                name="paper_batch_label_is_unique_in_a_survey",
                fields=["survey", "label"],
                violation_error_message="Ce questionnaire a déjà un lot de ce nom.",
            ),
            models.CheckConstraint(
                name="no_more_sheets_come_back_than_were_handed_out",
                condition=Q(handed_out__isnull=True) | Q(returned__isnull=True) | Q(returned__lte=F("handed_out")),
                violation_error_message="Il ne peut pas revenir plus de feuilles qu’il n’en a été distribué.",
            ),
        ]

    def __str__(self):
        return f"{self.label} ({self.survey})"

    @transaction.atomic
    def enter_sheet(self, number, answers, *, day, by):
        """Stores one sheet; its number is kept for the pile, without a link to the answers."""
        self.survey.refresh_from_db(from_queryset=type(self.survey).objects.select_for_update())
        if not self.survey.accepts_paper:
            raise ValidationError("Ce questionnaire ne reçoit plus de feuilles.")
        try:
            with transaction.atomic():
                self.sheets.create(number=number)
        except IntegrityError as error:
            raise ValidationError(f"La feuille {number} est déjà saisie dans ce lot.") from error
        self.survey.responses.receive(self.survey, answers, channel=Channel.PAPER, answered_on=day, batch=self)
        type(self).objects.filter(pk=self.pk).update(entered_by=by)


class PaperSheet(models.Model):
    """The number of a sheet that was typed, so that it is not typed twice."""

    id = models.UUIDField("numéro au hasard", primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(PaperBatch, models.CASCADE, related_name="sheets", verbose_name="lot de feuilles")
    number = models.PositiveIntegerField("numéro de la feuille")

    class Meta:
        verbose_name = "feuille saisie"
        verbose_name_plural = "feuilles saisies"
        default_permissions = ["add"]
        constraints = [
            models.UniqueConstraint(
                name="a_sheet_is_typed_once",
                fields=["batch", "number"],
                violation_error_message="Cette feuille est déjà saisie dans ce lot.",
            )
        ]

    def __str__(self):
        return f"feuille {self.number}"
