import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from members.models import Mandate, Member
from members.models.mandate import SeatKind
from proposals.models.ballot import Ballot, BallotChannel, Voter
from proposals.models.candidate import Candidate
from proposals.models.proposal import Proposal
from proposals.rules.ballot_secrecy import fewest_ballots
from proposals.rules.easy_code import code_print, new_code
from proposals.rules.ranking import Method, VotingRule
from proposals.rules.status import RoundState
from publishing.example import DemoContent, ExampleQuerySet
from publishing.natural_key import Referenced, ReferencedQuerySet

METHODS = [
    (Method.POINTS.value, "des points à répartir"),
    (Method.RANKS.value, "des places, de la première à la dernière"),
]


class VoteRefused(Exception):
    """The vote is not taken; the message says why, to the person who votes."""


class RoundQuerySet(ReferencedQuerySet, ExampleQuerySet):
    def visible(self):
        """What a visitor may know of: a round in preparation is a 404."""
        return self.exclude(state=RoundState.DRAFT)

    def ordered(self):
        return self.order_by(F("published_on").desc(nulls_first=True), "-opens_on", "-pk")

    def over_before(self, day: datetime.date, left_open: datetime.date):
        """Closed before the first day; or opened before the second one, and never closed."""
        return self.filter(Q(closed_on__lt=day) | Q(closed_on__isnull=True, opens_on__lt=left_open))


class Round(Referenced, DemoContent):
    """The members put proposals in order, by a secret vote. `result` is written once, when the order is published."""

    title = models.CharField("titre", max_length=160, help_text="Par exemple «\u00a0Nos priorités pour 2027\u00a0».")
    intro = models.TextField(
        "à quoi cela sert", blank=True, help_text="Deux ou trois phrases courtes, lues avant de voter."
    )
    method = models.CharField(
        "façon de voter", max_length=6, choices=METHODS, default=Method.POINTS.value,
        help_text="Des points\u00a0: chacun les répartit. Des places\u00a0: chacun classe ses préférées.",
    )  # fmt: skip
    budget = models.PositiveSmallIntegerField(
        "combien", default=10, help_text="Le nombre de points de chaque personne, ou le nombre de places."
    )
    includes_alternates = models.BooleanField(
        "les suppléants votent aussi", default=False, help_text="Décochée\u00a0: seulement les titulaires."
    )
    candidates = models.ManyToManyField(
        Proposal, through="proposals.Candidate", related_name="rounds", verbose_name="propositions à mettre en ordre"
    )
    state = models.CharField("état", max_length=9, choices=RoundState, default=RoundState.DRAFT, editable=False)
    opens_on = models.DateField("ouvert le", null=True, blank=True, editable=False)
    closes_on = models.DateField(
        "dernier jour pour voter", null=True, blank=True, help_text="Vide\u00a0: jusqu’à ce que vous fermiez le vote."
    )
    closed_on = models.DateField("clos le", null=True, blank=True, editable=False)
    is_unlinked = models.BooleanField("bulletins et votants séparés", default=False, editable=False)
    published_on = models.DateField("ordre publié le", null=True, blank=True, editable=False)
    result = models.JSONField("résultat", null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mise en ordre"
        verbose_name_plural = "mises en ordre"
        ordering = ["-opens_on", "title"]
        permissions = [("run_round", "Peut ouvrir, fermer et publier une mise en ordre")]
        constraints = [
            models.CheckConstraint(
                name="round_state_is_known",
                condition=Q(state__in=RoundState.values),
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                name="round_gives_something_to_spread",
                condition=Q(method__in=[value for value, _ in METHODS], budget__gte=1, budget__lte=100),
                violation_error_message="Donnez entre 1 et 100 points ou places.",
            ),
            models.CheckConstraint(
                name="round_closes_after_it_opens",
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                violation_error_message="Le dernier jour pour voter vient après l’ouverture.",
            ),
            models.CheckConstraint(
                name="round_once_open_has_a_day",
                condition=Q(state=RoundState.DRAFT, opens_on__isnull=True)
                | (~Q(state=RoundState.DRAFT) & Q(opens_on__isnull=False)),
                violation_error_message="Un vote ouvert a un jour d’ouverture.",
            ),
            models.CheckConstraint(
                name="round_published_is_unlinked_and_has_its_result",
                condition=Q(
                    state=RoundState.PUBLISHED, is_unlinked=True, published_on__isnull=False, result__isnull=False
                )
                | (~Q(state=RoundState.PUBLISHED) & Q(published_on__isnull=True, result__isnull=True)),
                violation_error_message="Un ordre publié a un résultat, un jour, et des bulletins séparés des votants.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("proposals:round_detail", args=[self.reference])

    @property
    def vote_url(self):
        return reverse("proposals:round_vote", args=[self.reference])

    @property
    def rule(self) -> VotingRule:
        return VotingRule(self.method, self.budget)

    @property
    def is_open(self):
        return self.state == RoundState.OPEN

    @property
    def is_public(self):
        return self.state != RoundState.DRAFT

    def is_votable(self, day: datetime.date) -> bool:
        """On the screen; paper ballots are typed until the round is closed."""
        return self.is_open and (self.closes_on is None or day <= self.closes_on)

    def mistakes(self, choices: dict[int, int]) -> list[str]:
        return self.rule.mistakes(choices, set(self.candidates.values_list("number", flat=True)))

    @transaction.atomic
    def propose(self, proposals) -> None:
        """Says what the members will put in order; fixed once the vote is open."""
        self._lock()
        if self.state != RoundState.DRAFT:
            raise ValidationError("Le vote a commencé\u00a0: la liste des propositions ne change plus.")
        self.candidate_lines.all().delete()
        Candidate.objects.bulk_create(Candidate(round=self, proposal=proposal) for proposal in proposals)

    @transaction.atomic
    def open(self, day: datetime.date) -> None:
        self._become(RoundState.OPEN)
        if self.candidate_lines.count() < 2:
            raise ValidationError("Choisissez au moins deux propositions à mettre en ordre.")
        if self.candidates.count() != self.candidates.published().exclude(title="").count():
            raise ValidationError("Donnez un titre à ces propositions et publiez-les avant d’ouvrir le vote.")
        if self.candidates.filter(is_example=not self.is_example).exists():
            raise ValidationError("Ne mélangez pas de vraies propositions et des exemples inventés.")
        self.opens_on = day
        self.closes_on = None if self.closes_on and self.closes_on < day else self.closes_on
        self._store()
        if not self._invite(day):
            raise ValidationError("Aucun membre en cours de mandat n’est connu. Ajoutez d’abord les membres.")

    @transaction.atomic
    def give_codes(self, day: datetime.date, voters=None) -> list[tuple[Voter, str]]:
        """New codes for the given voters, or for all those who have not voted; what they had before no longer works."""
        self._lock()
        if not self.is_open:
            raise ValidationError("Le vote n’est pas ouvert.")
        self._invite(day)
        waiting = self.voters.filter(has_voted=False).by_name()
        given = [(voter, new_code()) for voter in (waiting if voters is None else waiting.filter(pk__in=voters))]
        for voter, code in given:
            voter.code_print = code_print(code)
        Voter.objects.bulk_update([voter for voter, _ in given], ["code_print"])
        return given

    @transaction.atomic
    def vote(self, code: str, choices: dict[int, int], day: datetime.date) -> None:
        """One code, one ballot, whatever the number of clicks: the code is marked and the ballot stored together."""
        self._lock()
        if not self.is_votable(day):
            raise VoteRefused("Le vote est fini. Votre bulletin n’est pas enregistré.")
        same = self.voters.filter(code_print=code_print(code))
        if not same.filter(has_voted=False).update(has_voted=True, channel=BallotChannel.SCREEN):
            raise VoteRefused(
                "Ce code a déjà servi. Votre vote est enregistré, il ne se change plus."
                if same.exists()
                else "Ce code n’est pas connu. Recopiez les 16 lettres et chiffres de votre papier."
            )
        self._store_ballot(BallotChannel.SCREEN, choices)

    @transaction.atomic
    def sign_paper(self, voters) -> int:
        """These members put a paper ballot in the box; their code no longer works. Says how many are new."""
        self._lock_open()
        return self.voters.filter(pk__in=voters, has_voted=False).update(
            has_voted=True, channel=BallotChannel.PAPER, code_print=None
        )

    @transaction.atomic
    def unsign_paper(self, voter) -> None:
        self._lock_open()
        if self.ballots.on_paper().count() >= self.voters.on_paper().count():
            raise ValidationError("Tous les bulletins signés sont déjà saisis\u00a0: la signature reste.")
        self.voters.on_paper().filter(pk=voter).update(has_voted=False, channel="")

    @transaction.atomic
    def enter_paper(self, choices: dict[int, int]) -> None:
        """Never more paper ballots than signatures."""
        self._lock_open()
        if self.ballots.on_paper().count() >= self.voters.on_paper().count():
            raise ValidationError("Il y a autant de bulletins que de signatures. Notez d’abord qui a voté sur papier.")
        self._store_ballot(BallotChannel.PAPER, choices)

    @transaction.atomic
    def close(self, day: datetime.date) -> None:
        """Nobody votes any more; `proposals.priorities.unlinking.unlink` comes next, in its own transactions."""
        self._become(RoundState.CLOSED)
        self.closed_on = day
        self._store()

    @property
    def fewest_ballots(self) -> int:
        return fewest_ballots(self.rule, self.candidate_lines.count())

    @property
    def may_be_told(self) -> bool:
        """Enough ballots, tied to nobody: fewer would tell who chose what, to the president too."""
        return self.is_unlinked and self.ballots.count() >= self.fewest_ballots

    @property
    def is_too_small(self) -> bool:
        """Closed, and never to be told."""
        return self.state == RoundState.CLOSED and self.is_unlinked and not self.may_be_told

    def results(self) -> dict:
        """The order in words that stand by themselves: neither points nor blank ballots, which tell what one chose."""
        titles = {proposal.number: str(proposal) for proposal in self.candidates.all()}
        ballots = self.ballots.contents()
        places = self.rule.ranking(ballots, titles)
        return {
            "invited": self.voters.count(),
            "voted": max(self.voters.filter(has_voted=True).count(), len(ballots)),  # an archive knows fewer voters
            "ballots": len(ballots),
            "places": [
                {"label": p.label, "rank": p.rank, "number": p.number, "title": titles[p.number]} for p in places
            ],
        }

    @transaction.atomic
    def publish(self, day: datetime.date) -> None:
        """Writes the result once and for all: from then on the database itself refuses every change."""
        self._become(RoundState.PUBLISHED)
        if not self.is_unlinked:
            raise ValidationError("Les bulletins ne sont pas encore séparés des votants. Fermez de nouveau le vote.")
        if not self.may_be_told:
            raise ValidationError(
                f"Il faut au moins {self.fewest_ballots} bulletins pour publier un ordre sans dire qui a choisi quoi."
            )
        self.result, self.published_on = self.results(), day
        self._store()

    def _invite(self, day: datetime.date) -> int:
        """The members who sit on `day` and are not invited yet join in; says how many may vote."""
        mandates = Mandate.objects.current(day).filter(is_example=self.is_example)
        if not self.includes_alternates:
            mandates = mandates.filter(seat_kind=SeatKind.FULL)
        known = self.voters.values_list("member", flat=True)
        members = Member.objects.filter(mandates__in=mandates).exclude(pk__in=list(known)).distinct()
        Voter.objects.bulk_create(Voter(round=self, member=member) for member in members)
        return self.voters.count()

    def _store_ballot(self, channel: str, choices: dict[int, int]) -> None:
        mistakes = self.mistakes(choices)
        if mistakes:
            raise ValidationError(mistakes)
        Ballot.objects.create(
            round=self, channel=channel, choices={str(number): choices[number] for number in sorted(choices)}
        )

    def _become(self, state: str) -> None:
        self._lock()
        RoundState(self.state).check_next(state)
        self.state = state

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=Round.objects.select_for_update())

    def _lock_open(self) -> None:
        self._lock()
        if not self.is_open:
            raise ValidationError("Le vote n’est pas ouvert.")

    def _store(self) -> None:
        self.full_clean(exclude=["reference"])
        self.save()
