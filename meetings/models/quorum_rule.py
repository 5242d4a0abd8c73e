import datetime

from django.db import models
from django.db.models import Q

from meetings.rules.quorum import QuorumShares
from publishing.dates.imprecise_date import day_in_words
from publishing.example import DemoContent, ExampleQuerySet

PERCENT = (0, 100)


class QuorumRuleQuerySet(ExampleQuerySet):
    def holding(self, day: datetime.date | None, with_examples: bool = False) -> QuorumShares | None:
        """The rule on that day: the newest that had begun. An invented rule never judges a real meeting."""
        rules = self if with_examples else self.real()
        chosen = rules.filter(starts_on__lte=day).order_by("is_example", "-starts_on").first() if day else None
        return chosen.as_rule() if chosen else None


class QuorumRule(DemoContent):
    """How many must be there to decide, from a day on; a new rule leaves past meetings as they were judged."""

    starts_on = models.DateField("s’applique à partir du", unique=True)
    habitants_percent = models.PositiveSmallIntegerField(
        "part des habitants, en\u00a0%", default=0, help_text="Sur cent places d’habitants. 0\u00a0: aucun minimum."
    )
    acteurs_percent = models.PositiveSmallIntegerField(
        "part des acteurs du quartier, en\u00a0%",
        default=0,
        help_text="Sur cent places d’acteurs. 0\u00a0: aucun minimum.",
    )
    total_percent = models.PositiveSmallIntegerField(
        "part de tout le Conseil, en\u00a0%", default=0, help_text="Les deux collèges ensemble. 0\u00a0: aucun minimum."
    )
    counts_proxies = models.BooleanField(
        "les pouvoirs comptent", default=False, help_text="Cochez si une personne qui donne pouvoir compte."
    )
    origin = models.CharField(
        "d’où vient cette règle", max_length=200, help_text="Par exemple «\u00a0vote de la séance du 18 janvier\u00a0»."
    )

    objects = QuorumRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "règle de quorum"
        verbose_name_plural = "règles de quorum"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="quorum_rule_in_percent",
                condition=Q(
                    habitants_percent__range=PERCENT, acteurs_percent__range=PERCENT, total_percent__range=PERCENT
                ),
                violation_error_message="Une part va de 0 à 100\u00a0%.",
            )
        ]

    def __str__(self):
        return f"règle de quorum à partir du {day_in_words(self.starts_on, weekday=False)}"

    def as_rule(self) -> QuorumShares:
        return QuorumShares(self.habitants_percent, self.acteurs_percent, self.total_percent, self.counts_proxies)
