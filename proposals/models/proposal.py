from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from meetings.models import AgendaItem
from members.models import Commission
from proposals.models.decision import Decision
from proposals.models.dossier import Chapter
from proposals.models.proposal_queryset import ProposalQuerySet
from proposals.rules.blank import is_blank, is_filled
from proposals.rules.status import DeliveryState, Origin, ResponsibleBody, Status
from publishing.dates.imprecise_date import ImpreciseDate
from publishing.example import DemoContent
from publishing.publishable import Publishable
from publishing.sourced import Sourced
from walks.models import Observation

GIVE_A_TITLE = "Donnez un titre\u00a0: seule une proposition «\u00a0à compléter\u00a0» peut rester sans titre."


class Proposal(Publishable, Sourced, DemoContent):
    """Something the council proposes for the district. `status` is public: that of the last published decision."""

    number = models.PositiveIntegerField(
        "numéro",
        unique=True,
        help_text="Le repère de la fiche dans l’adresse de sa page. Ce n’est pas un numéro donné par le Conseil.",
    )
    title = models.CharField(
        "titre",
        max_length=200,
        blank=True,
        help_text="Vide seulement tant que la proposition est «\u00a0à compléter\u00a0».",
    )
    chapter = models.ForeignKey(
        Chapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="chapitre",
        help_text="Laissez vide s’il n’est pas connu.",
    )
    is_chapter_inferred = models.BooleanField(
        "chapitre à confirmer", default=False, help_text="Cochez si le chapitre a été deviné\u00a0: le site le dira."
    )
    commissions = models.ManyToManyField(
        Commission,
        blank=True,
        related_name="proposals",
        verbose_name="commissions",
        help_text="Celles qui ont préparé la proposition.",
    )
    origin = models.CharField(
        "origine", max_length=14, choices=Origin, blank=True, help_text="D’où vient l’idée. Vide si l’on ne sait pas."
    )
    observation = models.ForeignKey(
        Observation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="observation d’une marche",
        help_text="Ce qui a été noté pendant une marche exploratoire, si l’idée vient de là.",
    )
    agenda_items = models.ManyToManyField(
        AgendaItem,
        blank=True,
        related_name="proposals",
        verbose_name="points d’ordre du jour",
        help_text="Les réunions où elle a été discutée\u00a0: la page de la réunion y mène.",
    )
    finding = models.TextField("constat", blank=True, help_text="Ce que l’on a remarqué dans le quartier.")
    objective = models.TextField("objectif", blank=True, help_text="Ce que la proposition veut changer.")
    description = models.TextField("description", blank=True, help_text="Ce qu’il faudrait faire, concrètement.")
    location = models.CharField("lieu", max_length=200, blank=True, help_text="L’endroit du quartier.")
    audience = models.CharField(
        "public concerné", max_length=200, blank=True, help_text="Les personnes à qui cela sert."
    )
    partners = models.CharField("partenaires", max_length=300, blank=True, help_text="Ceux qui peuvent aider.")
    schedule = models.TextField("calendrier", blank=True, help_text="Quand cela peut se faire.")
    cost = models.PositiveIntegerField(
        "coût estimé, en euros", null=True, blank=True, help_text="Vide s’il n’est pas connu."
    )
    cost_estimated_on = models.DateField("coût estimé le", null=True, blank=True, help_text="Le jour de l’estimation.")
    status = models.CharField("statut", max_length=12, choices=Status, default=Status.TO_COMPLETE, editable=False)
    is_shared = models.BooleanField(
        "partagée avec les élus", default=False, help_text="Cochez si les élus l’ont reçue."
    )
    shared_on = models.DateField("partagée le", null=True, blank=True, help_text="Vide si le jour n’est pas connu.")
    delivery = models.CharField(
        "mise en place",
        max_length=12,
        choices=DeliveryState,
        blank=True,
        help_text="Laissez vide si vous ne savez pas.",
    )
    responsible = models.CharField(
        "qui s’en occupe",
        max_length=14,
        choices=ResponsibleBody,
        blank=True,
        help_text="Laissez vide si vous ne savez pas.",
    )

    objects = ProposalQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta):
        verbose_name = "proposition"
        ordering = ["number"]
        constraints = Publishable.Meta.constraints + [
            models.CheckConstraint(
                name="proposal_has_a_title_once_decided",
                condition=Q(status=Status.TO_COMPLETE) | is_filled("title"),
                violation_error_message=GIVE_A_TITLE,
            ),
            models.CheckConstraint(
                name="proposal_title_is_empty_or_says_something",
                condition=Q(title="") | is_filled("title"),
                violation_error_message="Un titre ne peut pas être fait seulement d’espaces.",
            ),
            models.CheckConstraint(
                name="proposal_status_is_known",
                condition=Q(status__in=Status.values),
                violation_error_message="Ce statut n’existe pas.",
            ),
            models.CheckConstraint(
                name="proposal_delivery_is_known",
                condition=Q(delivery__in=["", *DeliveryState.values]),
                violation_error_message="Cet état de la mise en place n’existe pas.",
            ),
            models.CheckConstraint(
                name="proposal_origin_is_known",
                condition=Q(origin__in=["", *Origin.values]),
                violation_error_message="Cette origine n’existe pas.",
            ),
            models.CheckConstraint(
                name="proposal_observation_comes_from_a_walk",
                condition=Q(observation__isnull=True) | Q(origin=Origin.WALK),
                violation_error_message="Choisissez l’origine «\u00a0une marche exploratoire\u00a0», "
                "ou retirez l’observation.",
            ),
            models.CheckConstraint(
                name="proposal_responsible_is_known",
                condition=Q(responsible__in=["", *ResponsibleBody.values]),
                violation_error_message="Ce choix n’existe pas pour «\u00a0qui s’en occupe\u00a0».",
            ),
            models.CheckConstraint(
                name="proposal_inferred_chapter_is_named",
                condition=Q(is_chapter_inferred=False) | Q(chapter__isnull=False),
                violation_error_message="Choisissez le chapitre, ou décochez «\u00a0chapitre à confirmer\u00a0».",
            ),
            models.CheckConstraint(
                name="proposal_shared_day_means_shared",
                condition=Q(shared_on__isnull=True) | Q(is_shared=True),
                violation_error_message="Cochez «\u00a0partagée avec les élus\u00a0» si vous donnez le jour.",
            ),
            models.CheckConstraint(
                name="proposal_estimate_day_needs_a_cost",
                condition=Q(cost_estimated_on__isnull=True) | Q(cost__isnull=False),
                violation_error_message="Donnez le coût, ou effacez le jour de l’estimation.",
            ),
        ]

    def __str__(self):
        return self.title or f"Proposition {self.number}\u00a0: titre à compléter"

    def get_absolute_url(self):
        return reverse("proposals:proposal_detail", args=[self.number])

    def natural_key(self):
        return (self.number,)

    def clean(self):
        if self.title and is_blank(self.title):
            self.title = ""
        if self.decided_status != Status.TO_COMPLETE and not self.title:
            raise ValidationError({"title": GIVE_A_TITLE})

    @property
    def cost_in_words(self):
        return "" if self.cost is None else f"{self.cost:,}\u00a0€".replace(",", "\u00a0")

    @property
    def status_choice(self) -> Status:
        """The public status, with all that it says of itself."""
        return Status(self.status)

    @property
    def decided_status(self):
        """What was decided last, published or not: the journal goes on from there."""
        last = self.decisions.order_by("-line").first() if self.pk else None
        return Status(last.status if last else self.status)

    @transaction.atomic
    def decide(self, status, *, when: ImpreciseDate, by=None, publish=True, **said):
        """The only way a status changes: dated, explained, kept in the journal. `said`: see `Decision.SAID`."""
        self._lock()
        current = self.decided_status
        current.check_next(status, f"{self}\u00a0:")
        return self._write(status, current, when, by, publish, said)

    @transaction.atomic
    def correct(self, status, *, when: ImpreciseDate, by=None, publish=True, **said):
        """Says the last decision, still `status`, again in other words; the first words stay in the journal."""
        self._lock()
        current, last = self.decided_status, self.decisions.order_by("-line").first()
        if last is None or status != current:
            raise ValidationError(f"{self}\u00a0: la dernière décision n’est pas «\u00a0{Status(status).label}\u00a0».")
        if last.says(when, said):
            raise ValidationError(f"{self}\u00a0: cette décision est déjà écrite, avec les mêmes mots.")
        return self._write(current, current, when, by, publish, said)

    @transaction.atomic
    def publish_decisions(self):
        """Makes public what was decided and kept for later; says how many lines that was."""
        self._lock()
        count = self.decisions.filter(is_published=False).update(is_published=True)
        self._show_last_published()
        return count

    def _lock(self):
        self.refresh_from_db(from_queryset=Proposal.objects.select_for_update())

    def _write(self, status, previous_status, when, by, publish, said):
        if is_blank(self.title):
            raise ValidationError(f"{self}\u00a0: donnez-lui un titre avant de décider.")
        line = (self.decisions.aggregate(last=models.Max("line"))["last"] or 0) + 1
        decision = Decision(proposal=self, line=line, status=status, previous_status=previous_status, **said)
        decision.when = when
        decision.recorded_by, decision.recorded_on, decision.is_published = by, timezone.localdate(), publish
        decision.full_clean()
        decision.save(force_insert=True)
        self._show_last_published()
        return decision

    def _show_last_published(self):
        last = self.decisions.filter(is_published=True).order_by("-line").first()
        self.status = last.status if last else Status.TO_COMPLETE
        self.save(update_fields=["status"])
