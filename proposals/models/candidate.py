from django.db import models

from proposals.models.proposal import Proposal


class Candidate(models.Model):
    """A proposal that a round puts in order; it cannot disappear from under the ballots."""

    round = models.ForeignKey(
        "proposals.Round", models.CASCADE, related_name="candidate_lines", verbose_name="mise en ordre"
    )
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+", verbose_name="proposition")

    class Meta:
        verbose_name = "proposition à mettre en ordre"
        verbose_name_plural = "propositions à mettre en ordre"
        default_permissions = []
        ordering = ["proposal__number"]
        constraints = [
            models.UniqueConstraint(
                name="a_proposal_is_a_candidate_once",
                fields=["round", "proposal"],
                violation_error_message="Cette proposition est déjà dans la liste.",
            )
        ]

    def __str__(self):
        return str(self.proposal)
