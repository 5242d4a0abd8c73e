import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from members.models import mandate_guard
from members.models.commission import Commission
from members.models.composition_rules import CompositionRules, read_rules
from members.models.member import Member
from members.rules.college import College
from members.rules.composition import Composition, composition_of
from members.rules.council_checks import CheckedCouncil
from members.rules.seat import Seat
from members.rules.term import lasting_on, overlap, running_on, runs_on
from publishing.dates.imprecise_date import day_in_words
from publishing.example import DemoContent, ExampleQuerySet


class Role(models.TextChoices):
    CHAIR = "chair", "présidence"
    REFERENT = "referent", "suivi d’une commission"
    MEMBER = "member", "membre"


class SeatKind(models.TextChoices):
    FULL = "full", "titulaire"
    ALTERNATE = "alternate", "suppléance"


class ActorKind(models.TextChoices):
    SHOP = "shop", "commerce"
    ASSOCIATION = "association", "association"
    SERVICE = "service", "service du quartier"
    OTHER = "other", "autre"


class EndReason(models.TextChoices):
    MOVED = "moved", "déménagement"
    RESIGNED = "resigned", "démission"
    TERM = "term", "fin de mandat"
    DEATH = "death", "décès"
    OTHER = "other", "autre"


class SelectionMode(models.TextChoices):
    DRAW = "draw", "tirage au sort"
    VOLUNTEER = "volunteer", "volontariat"
    DESIGNATION = "designation", "désignation par son organisation"


class MandateQuerySet(ExampleQuerySet):
    def current(self, on: datetime.date | None = None):
        """Runs on that day, today by default."""
        return self.filter(running_on(on or timezone.localdate()))

    def get_by_natural_key(self, member, starts_on):
        return self.get(member__reference=member, starts_on=starts_on)

    def lasting(self, on: datetime.date):
        """Runs on that day, or is still to come."""
        return self.filter(lasting_on(on))

    def on_the_site(self, on: datetime.date):
        """What the trombinoscope shows: the current mandates of published members, with their commissions."""
        return self.expected_on_the_site(on).current(on)

    def expected_on_the_site(self, on: datetime.date):
        """Those to come too, which a forecast needs."""
        commissions = Prefetch("member__commissions", Commission.objects.published())
        return self._published(on).select_related("commission").prefetch_related(commissions)

    def composition(self, on: datetime.date) -> Composition:
        """What may be said to the public, in one query."""
        mandates = list(self._published(on))
        return composition_of(mandates, read_rules(mandates), on)

    def council(self, day: datetime.date, **known) -> CheckedCouncil:
        """Everybody, whatever the site shows: for the back office only. `known`: see `Council`."""
        mandates = list(self.select_related("member"))
        shown = frozenset(mandate.member_id for mandate in mandates if mandate.member.portrait)
        rules = CompositionRules.objects.thresholds()
        return CheckedCouncil(day, tuple(mandate.seat for mandate in mandates), rules, shown=shown, **known)

    def _published(self, on: datetime.date):
        published = self.lasting(on).filter(member__in=Member.objects.published())
        return published.select_related("member").annotate(rules_row=CompositionRules.as_column())


class Mandate(DemoContent):
    """A member's time on the council, first and last day included. A database trigger keeps two from sharing a day."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="mandates", verbose_name="membre")
    college = models.CharField(
        "collège",
        max_length=8,
        choices=College,
        blank=True,
        help_text="Laissez vide si vous ne le savez pas. Le site dira «\u00a0à compléter\u00a0».",
    )
    role = models.CharField("rôle", max_length=8, choices=Role, default=Role.MEMBER)
    role_title = models.CharField(
        "rôle, en toutes lettres",
        max_length=120,
        blank=True,
        help_text="Tel qu’il est écrit sur le site. Par exemple «\u00a0Présidente du Conseil Citoyen\u00a0».",
    )
    commission = models.ForeignKey(
        Commission,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referent_mandates",
        verbose_name="commission suivie",
        help_text="Seulement pour le suivi d’une commission.",
    )
    seat_kind = models.CharField(
        "place",
        max_length=9,
        choices=SeatKind,
        default=SeatKind.FULL,
        help_text="La suppléance ne compte pas dans la parité.",
    )
    rank = models.PositiveSmallIntegerField(
        "rang de suppléance", null=True, blank=True, help_text="1 pour la première personne qui remplace un départ."
    )
    organisation = models.CharField(
        "organisation", max_length=160, blank=True, help_text="Commerce, association ou service. Vide pour un habitant."
    )
    actor_kind = models.CharField("sorte d’acteur", max_length=12, choices=ActorKind, blank=True)
    starts_on = models.DateField(
        "début",
        null=True,
        blank=True,
        help_text="Pour la présidence, le jour de l’élection. Vide si vous ne le savez pas.",
    )
    ends_on = models.DateField("dernier jour", null=True, blank=True, help_text="Vide tant que la personne siège.")
    end_reason = models.CharField(
        "raison du départ", max_length=8, choices=EndReason, blank=True, help_text="Jamais montrée au public."
    )
    selection_mode = models.CharField(
        "comment la personne est arrivée",
        max_length=12,
        choices=SelectionMode,
        blank=True,
        help_text="Vide si vous ne le savez pas.",
    )
    is_elected_official = models.BooleanField(
        "est aussi élu de la République",
        default=False,
        help_text="Par exemple au conseil municipal. Le Conseil est indépendant.",
    )
    is_of_steering_body = models.BooleanField(
        "son organisation décide déjà du contrat de ville",
        default=False,
        help_text="Par exemple un service de la Ville ou de l’État. Le calcul dira «\u00a0à vérifier\u00a0».",
    )

    objects = MandateQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mandat"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="mandate_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Un mandat ne peut pas finir avant d’avoir commencé.",
            ),
            models.CheckConstraint(
                name="mandate_of_an_acteur_names_an_organisation",
                condition=~Q(college=College.ACTEUR) | ~Q(organisation=""),
                violation_error_message="Pour un acteur du quartier, écrivez son organisation.",
            ),
            models.CheckConstraint(
                name="mandate_of_a_habitant_has_no_organisation",
                condition=~Q(college=College.HABITANT) | Q(organisation="", actor_kind=""),
                violation_error_message="Un habitant siège pour lui-même\u00a0: laissez l’organisation vide.",
            ),
            models.CheckConstraint(
                name="mandate_rank_is_for_alternates",
                condition=Q(rank__isnull=True) | Q(seat_kind=SeatKind.ALTERNATE, rank__gte=1),
                violation_error_message="Le rang commence à 1, et seule une suppléance en a un.",
            ),
            models.CheckConstraint(
                name="mandate_end_reason_needs_an_end",
                condition=Q(end_reason="") | Q(ends_on__isnull=False),
                violation_error_message="Pour donner la raison du départ, donnez aussi le dernier jour.",
            ),
            models.CheckConstraint(
                name="mandate_follows_a_commission_or_not",
                condition=Q(role=Role.REFERENT, commission__isnull=False)
                | (~Q(role=Role.REFERENT) & Q(commission__isnull=True)),
                violation_error_message="Choisissez la commission suivie\u00a0; laissez-la vide pour un autre rôle.",
            ),
            models.CheckConstraint(
                name="mandate_chair_is_a_full_member",
                condition=~Q(role=Role.CHAIR) | Q(seat_kind=SeatKind.FULL),
                violation_error_message="Une personne en suppléance ne peut pas présider le Conseil.",
            ),
            models.UniqueConstraint(
                fields=["member", "starts_on"],
                name="mandate_starts_once",
                violation_error_message="Cette personne a déjà un mandat qui commence ce jour-là.",
            ),
            models.UniqueConstraint(
                fields=["role"],
                condition=Q(role=Role.CHAIR, ends_on__isnull=True),
                name="mandate_one_chair_at_a_time",
                violation_error_message="Le Conseil a déjà une présidence. Donnez d’abord son dernier jour.",
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ends_on__isnull=True),
                name="mandate_one_at_a_time_for_a_member",
                violation_error_message="Cette personne a déjà un mandat en cours. Donnez d’abord son dernier jour.",
            ),
            models.UniqueConstraint(
                fields=["college", "rank"],
                condition=Q(rank__isnull=False, ends_on__isnull=True) & ~Q(college=""),
                name="mandate_one_alternate_a_rank",
                violation_error_message="Une autre suppléance de ce collège a déjà ce rang.",
            ),
        ]

    def __str__(self):
        start = day_in_words(self.starts_on, weekday=False) if self.starts_on else "une date à préciser"
        return f"mandat depuis {'le ' if self.starts_on else ''}{start}"

    def natural_key(self):
        return (self.member.reference, self.starts_on)

    natural_key.dependencies = ["members.member"]

    @property
    def is_chair(self):
        return self.role == Role.CHAIR

    @property
    def is_alternate(self):
        return self.seat_kind == SeatKind.ALTERNATE

    @property
    def function(self):
        """What the person does on the council, beside sitting there; empty for most."""
        if self.role_title:
            return self.role_title
        if self.is_chair:
            return "Présidence du Conseil Citoyen"
        return f"Suit la {self.commission}" if self.commission and self.commission.is_public else ""

    def runs_on(self, day):
        return runs_on(self, day)

    @property
    def seat(self) -> Seat:
        """What the checks need to know; `member` is already fetched."""
        return Seat(
            person=self.member_id,
            name=str(self.member),
            college=self.college,
            is_alternate=self.is_alternate,
            rank=self.rank,
            is_chair=self.is_chair,
            organisation=self.organisation,
            gender=self.member.gender,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            is_elected_official=self.is_elected_official,
            is_of_steering_body=self.is_of_steering_body,
            shows_portrait=bool(self.member.site_portrait),
            has_portrait_consent=self.member.site_consent_on is not None,
            is_example=self.is_example,
        )

    @transaction.atomic
    def promote(self, day):
        """An alternate takes a seat from `day` on: the time of waiting ends the day before and stays in the history."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=["self"]))
        if not self.is_alternate or not self.runs_on(day):
            raise ValidationError("Seule une suppléance en cours peut devenir un siège.")
        if self.starts_on is not None and self.starts_on >= day:
            self.seat_kind, self.rank = SeatKind.FULL, None
            self.save()
            return self
        self.ends_on = day - datetime.timedelta(days=1)
        self.save()
        kept = ("member", "college", "organisation", "actor_kind", "selection_mode", "role", "role_title", "commission",
                "is_elected_official", "is_of_steering_body", "is_example")  # fmt: skip
        return Mandate.objects.create(**{name: getattr(self, name) for name in kept}, starts_on=day)

    def clean(self):
        if self.member_id is None:
            return
        others = Mandate.objects.filter(member=self.member_id).exclude(pk=self.pk)
        if any(overlap(self, other) for other in others):
            raise ValidationError(mandate_guard.SENTENCE)
