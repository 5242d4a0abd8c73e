import secrets

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from members.models.candidacy import Candidacy
from members.models.member import Member
from members.rules import draw
from members.rules.college import College
from publishing.dates.written_day import written_day
from publishing.example import DemoContent, ExampleQuerySet
from publishing.natural_key import Referenced, ReferencedQuerySet

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NOT_BEFORE_THE_SEED = "Le tirage public annoncé n’a pas encore eu lieu."
CANCELLED_TOO_LATE = "Un tirage s’annule avant le moment du tirage public, et la raison est écrite."


def new_code():
    """Eighty bits, in letters and digits that nobody confuses."""
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(4))


def in_words(moment):
    return written_day(moment, r"l j F Y à G \h i")


class DrawQuerySet(ReferencedQuerySet, ExampleQuerySet):
    def public(self):
        """Once its list is closed a draw is public, for good."""
        return self.filter(closed_at__isnull=False).order_by("-closed_at")


class Draw(Referenced, DemoContent):
    """One random draw among the candidates of a college. Database triggers keep it once its list is closed."""

    title = models.CharField(
        "titre", max_length=120, help_text="Par exemple\u00a0: Tirage au sort des habitants, 2027."
    )
    college = models.CharField("collège", max_length=8, choices=College)
    seats = models.PositiveSmallIntegerField("nombre de sièges", help_text="Les premières personnes tirées siègent.")
    alternates = models.PositiveSmallIntegerField(
        "nombre de suppléances", default=0, help_text="Les personnes suivantes remplacent, dans l’ordre."
    )
    seed_source = models.CharField(
        "tirage public annoncé",
        max_length=240,
        help_text="Un tirage que personne du Conseil ne décide. Par exemple\u00a0: les cinq numéros du Loto, du plus "
        "petit au plus grand, puis le numéro chance.",
    )
    seed_at = models.DateTimeField("moment du tirage public", help_text="Après la fermeture de la liste.")
    closed_at = models.DateTimeField("liste close le", null=True, editable=False)
    list_text = models.TextField("liste publiée", blank=True, editable=False)
    fingerprint = models.CharField("empreinte de la liste", max_length=64, blank=True, editable=False)
    seed = models.CharField("résultat du tirage public", max_length=240, blank=True, editable=False)
    drawn_at = models.DateTimeField("tiré le", null=True, editable=False)
    result = models.JSONField("ordre des tickets", null=True, editable=False)
    cancelled_at = models.DateTimeField("annulé le", null=True, editable=False)
    cancel_reason = models.CharField("raison de l’annulation", max_length=400, blank=True, editable=False)

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = "tirage au sort"
        verbose_name_plural = "tirages au sort"
        ordering = ["-seed_at"]
        constraints = [
            models.CheckConstraint(
                name="draw_has_seats",
                condition=Q(seats__gte=1),
                violation_error_message="Un tirage donne au moins un siège.",
            ),
            models.CheckConstraint(
                name="draw_list_closes_before_the_seed",
                condition=Q(closed_at__isnull=True) | Q(closed_at__lt=F("seed_at")),
                violation_error_message="La liste se ferme avant le tirage public.",
            ),
            models.CheckConstraint(
                name="draw_closed_list_has_its_fingerprint",
                condition=Q(closed_at__isnull=True, fingerprint="") | (Q(closed_at__isnull=False) & ~Q(fingerprint="")),
                violation_error_message="Une liste close a son empreinte.",
            ),
            models.CheckConstraint(
                name="draw_comes_after_the_seed",
                condition=Q(drawn_at__isnull=True, seed="", result__isnull=True)
                | (Q(closed_at__isnull=False, drawn_at__gte=F("seed_at"), result__isnull=False) & ~Q(seed="")),
                violation_error_message=NOT_BEFORE_THE_SEED,
            ),
            models.CheckConstraint(
                name="draw_cancelled_says_why_and_is_not_drawn",
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | (
                    Q(closed_at__isnull=False, drawn_at__isnull=True, cancelled_at__lt=F("seed_at"))
                    & ~Q(cancel_reason="")
                ),
                violation_error_message=CANCELLED_TOO_LATE,
            ),
            models.UniqueConstraint(
                fields=["college"],
                condition=Q(drawn_at__isnull=True, cancelled_at__isnull=True, is_example=False),
                name="draw_one_at_a_time_a_college",
                violation_error_message="Un tirage de ce collège est déjà en préparation ou annoncé.",
            ),
            models.UniqueConstraint(
                fields=["fingerprint"], condition=~Q(fingerprint=""), name="draw_one_a_list",
                violation_error_message="Cette liste a déjà été tirée.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("members:draw_detail", args=[self.reference])

    @property
    def is_public(self):
        return self.closed_at is not None

    @property
    def is_waiting(self):
        """Announced, and neither drawn nor cancelled."""
        return self.is_public and self.drawn_at is None and self.cancelled_at is None

    def candidacies(self):
        return Candidacy.objects.candidates(self.college).order_by("received_on", "pk")

    def steps(self):
        """The result, computed again from what is published: every place with its ticket and its key."""
        numbers = self.result or []
        return draw.draw(self.fingerprint, self.seed, numbers, self.seats, self.alternates)

    @transaction.atomic
    def close(self, now):
        """Gives each candidate a ticket, in an order that says nothing, and publishes the list and its fingerprint."""
        self._lock()
        if self.is_public:
            raise ValidationError("La liste est déjà close.")
        if now >= self.seed_at:
            raise ValidationError("La liste se ferme avant le tirage public. Changez le moment du tirage public.")
        people = list(self.candidacies())
        if not people:
            raise ValidationError("Il n’y a personne à tirer au sort dans ce collège.")
        secrets.SystemRandom().shuffle(people)
        for number, candidacy in enumerate(people, start=1):
            self._give_ticket(number, candidacy)
        self.publish_list(now)

    def publish_list(self, now):
        """What everybody sees from now on: the proofs of the tickets, and one fingerprint for all that is fixed."""
        self.closed_at = now.replace(second=0, microsecond=0)
        proofs = dict(self.tickets.values_list("number", "proof"))
        self.list_text = draw.list_text(self._terms(), proofs)
        self.fingerprint = draw.sha256(self.list_text)
        self.save(update_fields=["closed_at", "list_text", "fingerprint"])

    @transaction.atomic
    def draw(self, seed, now):
        """Once, with what the announced public draw gave."""
        self._lock()
        if not self.is_waiting:
            raise ValidationError("Ce tirage est déjà fait, annulé, ou sa liste n’est pas close.")
        if now < self.seed_at:
            raise ValidationError(NOT_BEFORE_THE_SEED)
        self.seed = draw.one_line(seed)
        if not self.seed:
            raise ValidationError("Écrivez le résultat du tirage public.")
        numbers = self.tickets.values_list("number", flat=True)
        drawn = draw.draw(self.fingerprint, self.seed, numbers, self.seats, self.alternates)
        self.result, self.drawn_at = [ticket.number for ticket in drawn], now
        self.save(update_fields=["seed", "result", "drawn_at"])

    @transaction.atomic
    def cancel(self, reason, now):
        """Only while nobody can know the result. The page stays, and says why."""
        self._lock()
        if not self.is_waiting or now >= self.seed_at:
            raise ValidationError(CANCELLED_TOO_LATE)
        self.cancelled_at, self.cancel_reason = now, reason
        self.save(update_fields=["cancelled_at", "cancel_reason"])

    def _lock(self):
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())

    def _terms(self):
        return draw.Terms(
            self.title, self.seats, self.alternates, self.seed_source, in_words(self.seed_at), in_words(self.closed_at)
        )

    def _give_ticket(self, number, candidacy):
        name, code = candidacy.name, new_code()
        ticket = self.tickets.create(number=number, proof=draw.proof(number, name, code))
        HeldTicket.objects.create(ticket=ticket, candidacy=candidacy, name=name, code=code)


class Ticket(models.Model):
    """What everybody may see of a candidate in a draw: a number, and a proof that hides the name."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="tickets", verbose_name="tirage")
    number = models.PositiveSmallIntegerField("numéro")
    proof = models.CharField("preuve", max_length=64)
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="tickets", verbose_name="membre"
    )

    class Meta:
        verbose_name = "ticket"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "number"], name="ticket_one_a_number"),
            models.CheckConstraint(name="ticket_numbers_start_at_one", condition=Q(number__gte=1)),
        ]

    def __str__(self):
        return f"ticket {self.number}"

    def give_to(self, member):
        """The person sits: the page names the member, who agreed, beside the ticket."""
        self.member = member
        self.save(update_fields=["member"])


class HeldTicket(models.Model):
    """Whose ticket it is, and the code that proves it: private, erased with the candidacy."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="held", verbose_name="ticket")
    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="tickets", verbose_name="candidature")
    name = models.CharField("nom écrit dans la liste", max_length=120)
    code = models.CharField("code", max_length=19)

    class Meta:
        verbose_name = "ticket donné"
        verbose_name_plural = "tickets donnés"

    def __str__(self):
        return str(self.ticket)
