from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import JSONObject
from simple_history.models import HistoricalRecords

from members.rules.thresholds import DEFAULT, NAMES, REFERENCES, Thresholds

REFERENCE_FIELDS = {
    "C1": "two_colleges_reference",
    "C2": "parity_reference",
    "C3": "half_reference",
    "C4": "gender_reference",
    "C5": "size_reference",
    "C6": "notice_reference",
    "C7": "seats_reference",
    "C8": "independence_reference",
    "C9": "alternates_reference",
    "C11": "list_reference",
    "C12": "absences_reference",
}


def _reference(code, subject):
    words = "Le texte ou la décision qui demande cette règle."
    return models.CharField(f"référence\u00a0: {subject}", max_length=160, default=REFERENCES[code], help_text=words)


class CompositionRulesQuerySet(models.QuerySet):
    def thresholds(self) -> Thresholds:
        rules = self.filter(pk=1).first()
        return rules.thresholds if rules else DEFAULT


class CompositionRules(models.Model):
    """The thresholds of the composition and where each comes from: one row, or none while nobody changed them."""

    tolerance = models.PositiveSmallIntegerField(
        "écart accepté entre les deux collèges",
        default=DEFAULT.tolerance,
        validators=[MaxValueValidator(3)],
        help_text="De 0 à 3. Un nombre impair de membres ne peut jamais être égal.",
    )
    half_are_habitants = models.BooleanField(
        "les habitants sont au moins la moitié", default=DEFAULT.half_are_habitants
    )
    gender_gap = models.PositiveSmallIntegerField(
        "écart accepté entre femmes et hommes",
        null=True,
        blank=True,
        default=DEFAULT.gender_gap,
        help_text="Parmi les habitants. Vide\u00a0: pas de calcul. Jamais montré au public.",
    )
    smallest = models.PositiveSmallIntegerField(
        "au moins", null=True, blank=True, default=DEFAULT.smallest, help_text="Membres."
    )
    largest = models.PositiveSmallIntegerField(
        "au plus", null=True, blank=True, default=DEFAULT.largest, help_text="Membres."
    )
    notice_days = models.PositiveSmallIntegerField(
        "prévenir avant la fin d’un mandat",
        default=DEFAULT.notice_days,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text="En jours.",
    )
    habitant_seats = models.PositiveSmallIntegerField(
        "sièges des habitants", null=True, blank=True, help_text="Vide si le nombre n’est pas fixé."
    )
    acteur_seats = models.PositiveSmallIntegerField(
        "sièges des acteurs du quartier", null=True, blank=True, help_text="Vide si le nombre n’est pas fixé."
    )
    absences = models.PositiveSmallIntegerField(
        "absences de suite sans excuse",
        null=True,
        blank=True,
        validators=[MinValueValidator(2)],
        help_text="Vide\u00a0: pas de calcul. Vu ici seulement, jamais par le public.",
    )
    two_colleges_reference = _reference("C1", "deux collèges")
    parity_reference = _reference("C2", "parité")
    half_reference = _reference("C3", "part des habitants")
    gender_reference = _reference("C4", "femmes et hommes")
    size_reference = _reference("C5", "nombre de membres")
    notice_reference = _reference("C6", "fin des mandats")
    seats_reference = _reference("C7", "sièges")
    independence_reference = _reference("C8", "indépendance")
    alternates_reference = _reference("C9", "suppléance")
    list_reference = _reference("C11", "liste officielle")
    absences_reference = _reference("C12", "absences")

    objects = CompositionRulesQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "réglages de la composition"
        constraints = [
            models.CheckConstraint(
                name="there_is_one_set_of_rules",
                condition=Q(pk=1),
                violation_error_message="La composition a un seul jeu de règles.",
            ),
            models.CheckConstraint(
                name="rules_tolerance_is_small",
                condition=Q(tolerance__lte=3),
                violation_error_message="L’écart accepté va de 0 à 3.",
            ),
            models.CheckConstraint(
                name="rules_smallest_is_not_above_largest",
                condition=Q(smallest__isnull=True) | Q(largest__isnull=True) | Q(smallest__lte=F("largest")),
                violation_error_message="Le plus petit nombre de membres dépasse le plus grand.",
            ),
        ]

    def __str__(self):
        return "Réglages de la composition"

    @property
    def thresholds(self) -> Thresholds:
        return _thresholds({name: getattr(self, name) for name in [*NAMES, *REFERENCE_FIELDS.values()]})

    @classmethod
    def as_column(cls) -> Subquery:
        """The rules beside each row of another query, which saves a query to the pages that count."""
        columns = JSONObject(**{name: F(name) for name in [*NAMES, *REFERENCE_FIELDS.values()]})
        return Subquery(cls.objects.filter(pk=1).values(row=columns))


def read_rules(rows: list) -> Thresholds:
    """The rules that came with `as_column` as `rules_row`."""
    return _thresholds(rows[0].rules_row) if rows and rows[0].rules_row else DEFAULT


def _thresholds(values: dict) -> Thresholds:
    numbers = {name: values[name] for name in NAMES} | {"half_are_habitants": bool(values["half_are_habitants"])}
    return Thresholds(**numbers, references={code: values[name] for code, name in REFERENCE_FIELDS.items()})
