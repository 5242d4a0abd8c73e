from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from meetings.models import Meeting
from proposals.rules.blank import is_blank, is_filled
from proposals.rules.status import DECISIONS, Status
from publishing.dates.dated import Dated, DatedQuerySet
from publishing.dates.imprecise_date import ImpreciseDate
from publishing.sourced import Sourced

FOLLOWS = [(before.value, after.value) for before in Status for after in sorted(map(Status, before.then))]
SAY_WHY = "Dites pourquoi\u00a0: une proposition rejetée a toujours une raison, en mots simples."


class DecisionQuerySet(DatedQuerySet):
    def get_by_natural_key(self, number, line):
        return self.get(proposal__number=number, line=line)

    def published(self):
        """What a visitor may read, for instance on the page of the meeting where it was decided."""
        proposals = self.model._meta.get_field("proposal").related_model.objects.published()
        return self.filter(is_published=True, proposal__in=proposals).select_related("proposal")


class Decision(Dated, Sourced):
    """A line of a proposal's journal: written once by `Proposal.decide`, never changed, never removed."""

    SAID = {"decided_by": "", "reason": "", "meeting": None, "document_title": "", "document_link": ""}

    proposal = models.ForeignKey(
        "proposals.Proposal", models.CASCADE, related_name="decisions", verbose_name="proposition"
    )
    line = models.PositiveSmallIntegerField("ligne du journal")
    status = models.CharField("décision", max_length=12, choices=DECISIONS)
    previous_status = models.CharField("statut d’avant", max_length=12, choices=Status)
    decided_by = models.CharField(
        "qui a décidé",
        max_length=160,
        help_text=f"Par exemple «\u00a0la Ville {settings.COUNCIL.of_city}\u00a0». Pas le nom d’une personne.",
    )
    reason = models.TextField("pourquoi", blank=True, help_text="En mots simples. Obligatoire pour un rejet.")
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="réunion",
        help_text="La réunion où cela a été décidé, si elle est connue.",
    )
    document_title = models.CharField(
        "document", max_length=160, blank=True, help_text="Par exemple «\u00a0Délibération du 28 juin 2018\u00a0»."
    )
    document_link = models.URLField(
        "adresse du document", blank=True, help_text="Sa page sur internet. Elle commence par https://"
    )
    is_published = models.BooleanField("publiée", default=False, help_text="Décochée, la décision reste entre vous.")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="écrite par",
    )
    recorded_on = models.DateField("écrite le", null=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "décision"
        ordering = ["-line"]
        constraints = Dated.Meta.constraints + [
            models.UniqueConstraint(
                name="decision_line_is_written_once",
                fields=["proposal", "line"],
                violation_error_message="Une autre décision vient d’être écrite. Rechargez la page.",
            ),
            models.CheckConstraint(
                name="decision_rejects_with_a_reason",
                condition=~Q(status=Status.REJECTED) | is_filled("reason"),
                violation_error_message=SAY_WHY,
            ),
            models.CheckConstraint(
                name="decision_status_is_a_decision",
                condition=Q(status__in=[value for value, _ in DECISIONS]),
                violation_error_message="Une décision valide, met en analyse ou rejette.",
            ),
            models.CheckConstraint(
                name="decision_follows_what_was_decided",
                condition=Q(status=F("previous_status"))
                | reduce(or_, (Q(previous_status=before, status=after) for before, after in FOLLOWS)),
                violation_error_message="Ce changement de statut n’est pas prévu.",
            ),
            models.CheckConstraint(
                name="decision_written_here_says_who_decided",
                condition=Q(recorded_on__isnull=True) | is_filled("decided_by"),
                violation_error_message="Dites qui a décidé.",
            ),
            models.CheckConstraint(
                name="decision_document_is_named_and_is_a_web_page",
                condition=Q(document_link="")
                | (
                    is_filled("document_title")
                    & (Q(document_link__startswith="https://") | Q(document_link__startswith="http://"))
                ),
                violation_error_message="Donnez le nom du document. Son adresse commence par https://",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()}, {self.when.label}"

    def natural_key(self):
        return (self.proposal.number, self.line)

    natural_key.dependencies = ["proposals.proposal"]

    def clean(self):
        if self.status == Status.REJECTED and is_blank(self.reason):
            raise ValidationError({"reason": SAY_WHY})

    @property
    def status_choice(self) -> Status:
        return Status(self.status)

    @property
    def is_correction(self):
        return self.status == self.previous_status

    def says(self, when: ImpreciseDate, said: dict) -> bool:
        """The same date and the same words."""
        return self.when == when and all(
            getattr(self, name) == said.get(name, nothing) for name, nothing in self.SAID.items()
        )
