import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Max, Q

from surveys.models.code import OneTimeCode
from surveys.models.response import SurveyResponse

MOST_SHEETS = 500


class PaperBatch(models.Model):
    """A pile of sheets handed out somewhere; who typed them is known for the pile, never for a sheet."""

    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="batches", verbose_name="questionnaire")
    label = models.CharField(
        "nom du lot", max_length=80, help_text="Par exemple «\u00a0Boîte de la maison pour tous, lot 3\u00a0»."
    )
    place = models.CharField(
        "lieu", max_length=120, blank=True, help_text="Un lieu public, jamais l’adresse d’une personne."
    )
    first_number = models.PositiveIntegerField("première feuille", null=True, blank=True, editable=False)
    last_number = models.PositiveIntegerField("dernière feuille", null=True, blank=True, editable=False)
    handed_out = models.PositiveIntegerField("feuilles distribuées", null=True, blank=True)
    handed_out_on = models.DateField("distribuées le", null=True, blank=True)
    returned = models.PositiveIntegerField("feuilles revenues", null=True, blank=True)
    returned_on = models.DateField("revenues le", null=True, blank=True)
    check_one_in = models.PositiveSmallIntegerField(
        "deuxième saisie\u00a0: une feuille sur",
        default=10,
        help_text="Cette feuille est saisie deux fois, pour trouver les erreurs. 0\u00a0: jamais.",
    )
    checked_sheets = models.PositiveIntegerField("feuilles saisies deux fois", default=0, editable=False)
    compared_answers = models.PositiveIntegerField("réponses comparées", default=0, editable=False)
    different_answers = models.PositiveIntegerField("réponses différentes", default=0, editable=False)
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
            models.UniqueConstraint(
                name="two_batches_never_start_with_the_same_sheet",
                fields=["survey", "first_number"],
                violation_error_message="Un autre lot commence à cette feuille.",
            ),
            models.CheckConstraint(
                name="no_more_sheets_come_back_than_were_handed_out",
                condition=Q(handed_out__isnull=True) | Q(returned__isnull=True) | Q(returned__lte=F("handed_out")),
                violation_error_message="Il ne peut pas revenir plus de feuilles qu’il n’en a été distribué.",
            ),
            models.CheckConstraint(
                name="sheets_come_back_after_they_were_handed_out",
                condition=Q(handed_out_on__isnull=True)
                | Q(returned_on__isnull=True)
                | Q(returned_on__gte=F("handed_out_on")),
                violation_error_message="Les feuilles reviennent après leur distribution.",
            ),
            models.CheckConstraint(
                name="the_sheets_of_a_batch_follow_one_another",
                condition=Q(first_number__isnull=True, last_number__isnull=True)
                | Q(first_number__gte=1, last_number__gte=F("first_number")),
                violation_error_message="La dernière feuille vient après la première.",
            ),
            models.CheckConstraint(
                name="differences_are_found_among_compared_answers",
                condition=Q(different_answers__lte=F("compared_answers")),
                violation_error_message="Il n’y a pas plus de différences que de réponses comparées.",
            ),
        ]

    def __str__(self):
        return f"{self.label} ({self.survey})"

    @property
    def is_numbered(self):
        return self.first_number is not None

    @property
    def numbers(self):
        """The numbers printed on its sheets."""
        return range(self.first_number, self.last_number + 1) if self.is_numbered else range(0)

    def is_checked_sheet(self, number):
        """Is this sheet of the sample that is typed twice?"""
        return self.check_one_in > 0 and number % self.check_one_in == 0

    @transaction.atomic
    def number_sheets(self, count):
        """Gives its sheets the next numbers of the survey: two batches never share one."""
        self.survey.lock()
        self.refresh_from_db()
        if self.is_numbered:
            raise ValidationError("Les feuilles de ce lot ont déjà leurs numéros.")
        if not 1 <= count <= MOST_SHEETS:
            raise ValidationError(f"Un lot a de 1 à {MOST_SHEETS} feuilles.")
        self.first_number = self._first_free_number()
        self.last_number = self.first_number + count - 1
        self.save(update_fields=["first_number", "last_number"])

    def _first_free_number(self):
        """After all the sheets printed or typed for this survey."""
        last = self.survey.batches.aggregate(last=Max("last_number"))["last"] or 0
        typed = PaperSheet.objects.filter(batch__survey=self.survey).aggregate(last=Max("number"))["last"] or 0
        return max(last, typed) + 1

    def refuse_number(self, number):
        """A ValidationError when this sheet cannot be typed in this batch."""
        if self.is_numbered and number not in self.numbers:
            raise ValidationError(
                f"La feuille {number} n’est pas de ce lot\u00a0: "
                f"ses feuilles vont de {self.first_number} à {self.last_number}."
            )
        found = PaperSheet.objects.filter(batch__survey=self.survey, number=number).select_related("batch").first()
        if found:
            where = "dans ce lot" if found.batch_id == self.pk else f"dans le lot «\u00a0{found.batch.label}\u00a0»"
            raise ValidationError(f"La feuille {number} est déjà saisie {where}.")
        others = self.survey.batches.filter(first_number__lte=number, last_number__gte=number).exclude(pk=self.pk)
        if other := others.first():
            raise ValidationError(f"La feuille {number} est du lot «\u00a0{other.label}\u00a0».")

    @property
    def next_number(self):
        """The sheet to propose after those already typed; none when the whole pile is typed."""
        typed = set(self.sheets.values_list("number", flat=True))
        last = max(typed, default=0)
        if not self.is_numbered:
            return last + 1 if typed else self._first_free_number()
        left = [number for number in self.numbers if number not in typed]
        return next((number for number in left if number > last), left[0] if left else None)

    @transaction.atomic
    def enter_sheet(self, number, answers, *, day, by, code="", compared=0, different=0):
        """Stores one sheet; its number is kept for the pile, without a link to the answers.

        `compared`, `different`: what a second entry of the same sheet found, before anything was stored.
        Returns the random key of the response, for a correction right after.
        """
        self.survey.lock()
        if not self.survey.accepts_paper:
            raise ValidationError("Ce questionnaire ne reçoit plus de feuilles.")
        self.refuse_number(number)
        try:
            with transaction.atomic():
                self.sheets.create(number=number)
        except IntegrityError as error:
            raise ValidationError(f"La feuille {number} est déjà saisie dans ce lot.") from error
        if self.survey.needs_code:
            OneTimeCode.objects.spend(self.survey, code)
        key = self.survey.responses.receive_paper(self, answers, answered_on=day)
        type(self).objects.filter(pk=self.pk).update(
            entered_by=by,
            checked_sheets=F("checked_sheets") + (1 if compared else 0),
            compared_answers=F("compared_answers") + compared,
            different_answers=F("different_answers") + different,
        )
        return key

    @transaction.atomic
    def take_back(self, number, key, *, reason, day, by, code=""):
        """Takes out a sheet that was just typed wrong, to type it again; the trail stays at the batch."""
        self.survey.lock()
        response = SurveyResponse.objects.filter(pk=key, batch=self).first()
        if response is None or not self.survey.accepts_paper:
            raise ValidationError("Cette feuille ne se corrige plus\u00a0: ses réponses sont mêlées aux autres.")
        response.delete()
        self.sheets.filter(number=number).delete()
        if self.survey.needs_code:
            OneTimeCode.objects.give_back(self.survey, code)
        self.corrections.create(made_on=day, by=by, reason=reason)


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


class PaperCorrection(models.Model):
    """That a sheet of a batch was typed again, when, by whom and why; never which, nor what it says."""

    batch = models.ForeignKey(PaperBatch, models.CASCADE, related_name="corrections", verbose_name="lot de feuilles")
    made_on = models.DateField("le")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="par")
    reason = models.CharField("raison", max_length=120)

    class Meta:
        verbose_name = "correction"
        verbose_name_plural = "corrections"
        default_permissions = ["view"]
        ordering = ["made_on", "pk"]

    def __str__(self):
        return f"correction du {self.made_on:%d/%m/%Y}"
