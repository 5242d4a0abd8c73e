from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from council.rules.compliance import Compliance
from council.rules.legal_notice import EditorKind, missing_information
from publishing.sourced import Sourced
from publishing.words.language import FRENCH

READ_AGAIN = (
    "Cochez quand une personne qui parle cette langue a relu l’accueil et «\u00a0Nous rejoindre\u00a0». "
    "Avant, ces pages disent «\u00a0traduction à relire\u00a0»."
)


class SiteIdentityQuerySet(models.QuerySet):
    def with_statement(self):
        return self.select_related("accessibility_statement")


class SiteIdentity(Sourced):
    """Who publishes this portal: one row, or none before anything is loaded. Its name and town: settings.COUNCIL."""

    baseline = models.CharField(
        "phrase de présentation", max_length=200, blank=True, help_text="Une phrase courte, en bas de chaque page."
    )
    created_on = models.DateField("créé le", null=True, blank=True)
    founding_act = models.CharField(
        "acte de création", max_length=160, blank=True, help_text="Par exemple « arrêté préfectoral »."
    )
    independence = models.CharField(
        "phrase sur l’indépendance", max_length=240, blank=True, help_text="Une phrase, si le Conseil veut le dire ici."
    )
    joining = models.TextField("pourquoi nous rejoindre", blank=True, help_text="Deux ou trois phrases courtes.")
    email = models.EmailField(
        "adresse e-mail publique", blank=True, help_text="Les messages du formulaire de contact y arrivent aussi."
    )

    editor_kind = models.CharField(
        "qui édite le site\u00a0?",
        max_length=12,
        choices=EditorKind,
        blank=True,
        help_text="Laissez vide tant que ce n’est pas décidé.",
    )
    editor_name = models.CharField(
        "nom de l’éditeur", max_length=160, blank=True, help_text="Le nom officiel de l’association ou de l’organisme."
    )
    address = models.TextField(
        "adresse postale", blank=True, help_text="Celle de l’éditeur. Jamais l’adresse personnelle d’un membre."
    )
    phone = models.CharField("téléphone public", max_length=30, blank=True)
    publication_director = models.CharField(
        "directeur ou directrice de la publication",
        max_length=120,
        blank=True,
        help_text="La personne responsable du site.",
    )
    host_name = models.CharField("hébergeur", max_length=160, blank=True, help_text="L’entreprise qui garde le site.")
    host_address = models.TextField("adresse de l’hébergeur", blank=True)
    host_phone = models.CharField("téléphone de l’hébergeur", max_length=30, blank=True)

    en_is_reviewed = models.BooleanField("anglais relu", default=False, help_text=READ_AGAIN)
    pt_is_reviewed = models.BooleanField("portugais relu", default=False)
    tr_is_reviewed = models.BooleanField("turc relu", default=False)
    ar_is_reviewed = models.BooleanField("arabe relu", default=False)

    has_examples = models.BooleanField("des exemples sont affichés", default=False, editable=False)

    objects = SiteIdentityQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "identité du Conseil et du site"
        constraints = [
            models.CheckConstraint(
                name="there_is_one_identity",
                condition=models.Q(pk=1),
                violation_error_message="Le site a une seule identité.",
            )
        ]

    def __str__(self):
        return settings.COUNCIL.name

    def get_absolute_url(self):
        return reverse("council:legal_detail")

    @classmethod
    def load(cls):
        """The row, or an unsaved empty one: pages work before anything is loaded."""
        return next(iter(cls.objects.with_statement().filter(pk=1)), None) or cls(pk=1)

    @property
    def statement(self):
        """The accessibility statement, without a query when it came with `load`; None while there is none."""
        return None if self._state.adding else getattr(self, "accessibility_statement", None)

    def has_reviewed(self, language):
        """Did somebody who speaks this language read its pages again?"""
        return language == FRENCH or getattr(self, f"{language}_is_reviewed", False)

    @property
    def accessibility_level(self):
        return self.statement.compliance(timezone.localdate()) if self.statement else Compliance.NONE

    @property
    def accessibility_mention(self):
        """The exact words that the law wants on every page."""
        return f"Accessibilité\u00a0: {self.accessibility_level}"

    @property
    def missing_information(self):
        return missing_information(self)
