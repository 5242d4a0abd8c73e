import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from events.models import Photo
from proposals.rules.blank import is_blank, is_filled
from proposals.rules.status import MilestoneState
from publishing.dates.dated import Dated, DatedQuerySet
from publishing.dates.imprecise_date import ImpreciseDate
from publishing.publishable import Publishable, PublishableQuerySet

SAY_WHY_MOVED = "Dites pourquoi la date change, en mots simples."


class MilestoneQuerySet(PublishableQuerySet, DatedQuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)

    def of_public_proposals(self):
        """What a visitor may read, with its proposal."""
        proposals = self.model._meta.get_field("proposal").related_model.objects.published()
        return self.published().filter(proposal__in=proposals).select_related("proposal")


class Milestone(Publishable, Dated):
    """A step of the carrying out of a proposal: planned, moved with its reason, or done with its proof."""

    key = models.UUIDField("clé", default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(
        "proposals.Proposal", models.CASCADE, related_name="milestones", verbose_name="proposition"
    )
    title = models.CharField("étape", max_length=160, help_text="Ce qui sera fait, en quelques mots.")
    state = models.CharField("état", max_length=8, choices=MilestoneState, default=MilestoneState.PLANNED)
    first_expected = models.CharField("prévue d’abord", max_length=80, blank=True, editable=False)
    moved_because = models.TextField(
        "pourquoi la date change", blank=True, help_text="Obligatoire quand une date prévue est déplacée."
    )
    proof_title = models.CharField(
        "preuve", max_length=160, blank=True, help_text="Par exemple «\u00a0Compte rendu du chantier\u00a0»."
    )
    proof_link = models.URLField(
        "adresse de la preuve", blank=True, help_text="Une page sur internet. Elle commence par https://"
    )
    photo = models.ForeignKey(
        Photo,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name="photo",
        help_text="Une photo de la vie du quartier, avec tous ses droits.",
    )
    said_on = models.DateField("dernière nouvelle le", default=timezone.localdate, editable=False)

    objects = MilestoneQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta):
        verbose_name = "étape"
        ordering = ["proposal", "starts_on", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="milestone_has_a_title",
                condition=is_filled("title"),
                violation_error_message="Écrivez ce qui sera fait.",
            ),
            models.CheckConstraint(
                name="milestone_state_is_known",
                condition=Q(state__in=MilestoneState.values),
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                name="milestone_moved_says_from_when_and_why",
                condition=~Q(state=MilestoneState.MOVED) | (is_filled("first_expected") & is_filled("moved_because")),
                violation_error_message="Pour déplacer une étape, changez sa date et dites pourquoi.",
            ),
            models.CheckConstraint(
                name="milestone_proof_is_named_and_is_a_web_page",
                condition=Q(proof_link="")
                | (
                    is_filled("proof_title")
                    & (Q(proof_link__startswith="https://") | Q(proof_link__startswith="http://"))
                ),
                violation_error_message="Donnez un nom à la preuve. Son adresse commence par https://",
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (str(self.key),)

    natural_key.dependencies = ["proposals.proposal"]

    def get_absolute_url(self):
        return f"{self.proposal.get_absolute_url()}#suivi"

    @property
    def state_choice(self) -> MilestoneState:
        """Its state, with all that it says of itself."""
        return MilestoneState(self.state)

    def clean(self):
        if self.state == MilestoneState.DONE and self.starts_on and self.starts_on > timezone.localdate():
            raise ValidationError({"starts_on": "Une étape faite ne peut pas avoir une date à venir."})

    @transaction.atomic
    def move(self, when: ImpreciseDate, because: str):
        """Another date for what is not done yet; the first one is kept and said."""
        before = self._locked()
        if before.state == MilestoneState.DONE:
            raise ValidationError("Cette étape est déjà faite\u00a0: sa date ne se déplace plus.")
        if is_blank(because):
            raise ValidationError({"moved_because": SAY_WHY_MOVED})
        self.first_expected = before.first_expected or before.when.label
        self.when, self.moved_because, self.state = when, because, MilestoneState.MOVED
        self.tell()

    def tell(self):
        """Saved as today's news."""
        self.said_on = timezone.localdate()
        self.full_clean()
        self.save()

    def _locked(self):
        return type(self).objects.select_for_update().get(pk=self.pk)

    @property
    def shown_photo(self):
        """Only while the public may see it: its event is public, and nobody asked for its removal."""
        photo = self.photo
        return photo if photo and photo.is_public and photo.file and photo.event.is_public else None
