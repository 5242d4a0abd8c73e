import uuid

from django.db import models
from django.db.models import Q

from members.models import Member


class BallotChannel(models.TextChoices):
    SCREEN = "screen", "sur l’écran"
    PAPER = "paper", "sur papier"


class VoterQuerySet(models.QuerySet):
    def by_name(self):
        return self.select_related("member").order_by("member__last_name", "member__first_name")

    def on_paper(self):
        return self.filter(channel=BallotChannel.PAPER)


class Voter(models.Model):
    """A member invited to vote, and whether it was done. No history, no log, no time: only yes or no."""

    id = models.UUIDField("numéro au hasard", primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("proposals.Round", models.CASCADE, related_name="voters", verbose_name="mise en ordre")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", verbose_name="membre")
    has_voted = models.BooleanField("a voté", default=False)
    channel = models.CharField("voie", max_length=6, choices=BallotChannel, blank=True)
    code_print = models.CharField("empreinte du code", max_length=64, null=True, unique=True)  # noqa: DJ001

    objects = VoterQuerySet.as_manager()

    class Meta:
        verbose_name = "membre invité à voter"
        verbose_name_plural = "membres invités à voter"
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                name="a_member_votes_once_in_a_round",
                fields=["round", "member"],
                violation_error_message="Cette personne est déjà invitée à voter.",
            ),
            models.CheckConstraint(
                name="voter_channel_means_voted",
                condition=Q(channel="") | Q(channel__in=BallotChannel.values, has_voted=True),
                violation_error_message="Seule une personne qui a voté a une voie de vote.",
            ),
        ]

    def __str__(self):
        return "membre invité à voter"


class BallotQuerySet(models.QuerySet):
    def on_paper(self):
        return self.filter(channel=BallotChannel.PAPER)

    def contents(self) -> list[dict[int, int]]:
        """What the ballots say: the number of a proposal, and what it was given."""
        return [
            {int(number): given for number, given in choices.items()}
            for choices in self.values_list("choices", flat=True)
        ]


class Ballot(models.Model):
    """What one person chose. Nothing here, nor beside it, says who; an empty one is a blank vote."""

    id = models.UUIDField("numéro au hasard", primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("proposals.Round", models.CASCADE, related_name="ballots", verbose_name="mise en ordre")
    channel = models.CharField("voie", max_length=6, choices=BallotChannel, blank=True)
    choices = models.JSONField("choix", default=dict)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = "bulletin"
        default_permissions = ["add"]
        constraints = [
            models.CheckConstraint(
                name="ballot_channel_is_known",
                condition=Q(channel__in=["", *BallotChannel.values]),
                violation_error_message="Cette voie de vote n’existe pas.",
            )
        ]

    def __str__(self):
        return "bulletin secret"
