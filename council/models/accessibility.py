import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from council.models.identity import SiteIdentity
from council.rules.compliance import Compliance, audit_is_valid, compliance, percentage


class AccessibilityStatement(models.Model):
    """What the site declares of its accessibility, in the fields and the order that the law wants."""

    identity = models.OneToOneField(
        SiteIdentity, models.CASCADE, primary_key=True, editable=False, related_name="accessibility_statement"
    )
    entity = models.CharField(
        "qui s’engage",
        max_length=160,
        blank=True,
        help_text="Vide\u00a0: le nom du Conseil. C’est l’éditeur du site qui s’engage.",
    )
    plan = models.TextField(
        "plan d’actions", blank=True, help_text="Ce que vous ferez cette année, et les années suivantes."
    )

    audit_on = models.DateField(
        "date de l’audit", null=True, blank=True, help_text="Le jour où une personne a fini de tester le site."
    )
    auditor = models.CharField("qui a fait l’audit", max_length=160, blank=True)
    criteria_passed = models.PositiveSmallIntegerField("critères respectés", null=True, blank=True)
    criteria_applicable = models.PositiveSmallIntegerField(
        "critères qui s’appliquent",
        null=True,
        blank=True,
        help_text="Au plus 106, le nombre de critères de la règle française.",
    )

    non_conformities = models.TextField("ce qui n’est pas accessible", blank=True, help_text="Un point par ligne.")
    derogations = models.TextField(
        "dérogations",
        blank=True,
        help_text="Ce qui coûterait trop cher à rendre accessible, et pourquoi. Un point par ligne.",
    )
    exempt_contents = models.TextField("contenus que la loi n’oblige pas", blank=True, help_text="Un point par ligne.")

    established_on = models.DateField("déclaration faite le", null=True, blank=True)
    revised_on = models.DateField("déclaration mise à jour le", null=True, blank=True)
    technologies = models.CharField("technologies du site", max_length=240, blank=True)
    environment = models.TextField("navigateurs et lecteurs d’écran des tests", blank=True, help_text="Un par ligne.")
    tools = models.TextField("outils des tests", blank=True, help_text="Un par ligne.")
    tested_pages = models.TextField("pages testées", blank=True, help_text="Une par ligne.")
    contact = models.TextField(
        "autre moyen de nous joindre",
        blank=True,
        help_text="Le formulaire et l’adresse e-mail du Conseil sont déjà donnés.",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "déclaration d’accessibilité"
        constraints = [
            models.CheckConstraint(
                name="an_audit_has_both_figures",
                condition=Q(criteria_passed__isnull=True, criteria_applicable__isnull=True)
                | Q(criteria_passed__isnull=False, criteria_applicable__isnull=False, audit_on__isnull=False),
                violation_error_message="Donnez la date de l’audit et les deux nombres de critères, ou aucun.",
            ),
            models.CheckConstraint(
                name="no_more_criteria_passed_than_applicable",
                condition=Q(criteria_applicable__isnull=True)
                | Q(
                    criteria_applicable__gte=1,
                    criteria_applicable__lte=106,
                    criteria_passed__lte=F("criteria_applicable"),
                ),
                violation_error_message="Les critères respectés ne peuvent pas dépasser ceux qui s’appliquent.",
            ),
        ]

    def __str__(self):
        return "Déclaration d’accessibilité"

    def get_absolute_url(self):
        return reverse("council:accessibility_detail")

    def compliance(self, today: datetime.date) -> Compliance:
        return compliance(self.audit_on, self.criteria_passed, self.criteria_applicable, today)

    @property
    def audit_counts(self) -> bool:
        return audit_is_valid(self.audit_on, timezone.localdate())

    @property
    def rate(self) -> int | None:
        """The percentage of criteria passed at the last audit, valid or not."""
        return percentage(self.criteria_passed, self.criteria_applicable) if self.criteria_applicable else None
