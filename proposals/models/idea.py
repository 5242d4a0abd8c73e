import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from proposals.models.proposal import Proposal
from proposals.rules.blank import is_blank, is_filled
from proposals.rules.easy_code import new_easy_code, plain_code
from proposals.rules.status import Origin
from publishing.erasing.withdrawn import Withdrawal, note
from publishing.example import DemoContent, ExampleQuerySet
from publishing.forms.long_text import LongText
from publishing.forms.public_submission import PublicSubmission, PublicSubmissionQuerySet
from publishing.words.progress import Progress, StatusChoices

GIVE_REASONS = "Répondez en quelques mots simples\u00a0: la personne lira votre réponse."
READ_IT_FIRST = "Lisez d’abord l’idée, puis choisissez ce que l’on en montre."


class IdeaState(StatusChoices):
    RECEIVED = "received", Progress.LATER, "Reçue"
    STUDIED = "studied", Progress.NOW, "À l’étude"
    ADOPTED = "adopted", Progress.DONE, "Devenue une proposition"
    ANSWERED = "answered", Progress.STOPPED, "Réponse donnée"


WAITING, SETTLED = IdeaState.ongoing(), IdeaState.ended()


class IdeaCallQuerySet(ExampleQuerySet):
    def open_on(self, day: datetime.date):
        return self.filter(opens_on__lte=day, closes_on__gte=day).order_by("is_example", "-opens_on", "-pk")


class IdeaCall(DemoContent):
    """A period during which residents may send ideas; outside of any, the form is closed."""

    title = models.CharField(
        "titre", max_length=160, help_text="Par exemple «\u00a0Vos idées pour l’aire de jeux\u00a0»."
    )
    intro = models.TextField(
        "quelques mots pour dire ce que l’on cherche", blank=True, help_text="Des phrases courtes."
    )
    opens_on = models.DateField("premier jour", help_text="Avant ce jour, le formulaire est fermé.")
    closes_on = models.DateField("dernier jour", help_text="Après ce jour, le formulaire est fermé.")

    objects = IdeaCallQuerySet.as_manager()

    class Meta:
        verbose_name = "appel à idées"
        verbose_name_plural = "appels à idées"
        ordering = ["-opens_on"]
        constraints = [
            models.CheckConstraint(
                name="idea_call_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="Le dernier jour vient après le premier.",
            )
        ]

    def __str__(self):
        return self.title

    def is_open(self, day: datetime.date) -> bool:
        return self.opens_on <= day <= self.closes_on


def new_idea_number():
    """Fifty bits: whoever has it follows the idea, nobody finds it by trying."""
    return new_easy_code(groups=2, size=5)


class IdeaQuerySet(PublicSubmissionQuerySet, ExampleQuerySet):
    def waiting(self):
        return self.last_sent().filter(state__in=WAITING)

    def shown(self):
        """What the moderator chose to show, in words without anybody's name."""
        return self.exclude(public_text="").select_related("proposal").order_by("-received_on", "pk")

    def followed_by(self, number: str):
        """By its number, however it is typed."""
        plain = plain_code(number)
        found = self.filter(number=f"{plain[:5]}-{plain[5:]}") if plain else self.none()
        return found.select_related("proposal", "corrected_by__proposal").first()

    def settled_before(self, day: datetime.date):
        """Answered, and the resident's own words are still there."""
        return self.filter(settled_on__lt=day, erased_on=None)

    def received_before(self, day: datetime.date):
        """Never answered."""
        return self.waiting().filter(received_on__lt=day, erased_on=None)


class Idea(PublicSubmission, DemoContent):
    """What a resident suggests. Nobody's name is asked: the number is enough to follow it."""

    received_day = ""  # two neighbours may have the same idea on the same day: each gets a number
    unread = {"state": IdeaState.RECEIVED}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(IdeaCall, models.PROTECT, related_name="ideas", verbose_name="appel à idées")
    number = models.CharField("numéro de suivi", max_length=11, unique=True, default=new_idea_number, editable=False)
    text = LongText("idée", max_length=2000, blank=True)
    place = models.CharField("endroit", max_length=200, blank=True)
    received_on = models.DateField("reçue le", default=timezone.localdate, editable=False)
    state = models.CharField(
        "où en est-on", max_length=8, choices=IdeaState, default=IdeaState.RECEIVED, editable=False
    )
    answer = models.TextField("réponse", blank=True, help_text="En mots simples. La personne et le public la lisent.")
    settled_on = models.DateField("réponse donnée le", null=True, blank=True, editable=False)
    proposal = models.ForeignKey(
        Proposal,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="ideas",
        verbose_name="proposition",
    )
    public_text = models.TextField(
        "ce que le site montre",
        blank=True,
        help_text="Vide\u00a0: l’idée n’est pas montrée. Sinon, recopiez-la ici, sans le nom de personne.",
    )
    erased_on = models.DateField("texte reçu effacé le", null=True, blank=True, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = "idée reçue"
        verbose_name_plural = "idées reçues"
        ordering = ["-received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="idea_state_is_known",
                condition=Q(state__in=IdeaState.values),
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                name="idea_says_something_until_erased",
                condition=is_filled("text") | Q(erased_on__isnull=False, text="", place=""),
                violation_error_message="Écrivez votre idée.",
            ),
            models.CheckConstraint(
                name="idea_answer_gives_reasons",
                condition=~Q(state=IdeaState.ANSWERED) | is_filled("answer"),
                violation_error_message=GIVE_REASONS,
            ),
            models.CheckConstraint(
                name="idea_adopted_names_its_proposal",
                condition=Q(state=IdeaState.ADOPTED, proposal__isnull=False)
                | (~Q(state=IdeaState.ADOPTED) & Q(proposal__isnull=True)),
                violation_error_message="Une idée devenue une proposition dit laquelle, et elle seule.",
            ),
            models.CheckConstraint(
                name="idea_settled_has_a_day",
                condition=Q(state__in=WAITING, settled_on__isnull=True)
                | Q(state__in=SETTLED, settled_on__isnull=False),
                violation_error_message="Une réponse porte son jour.",
            ),
            models.CheckConstraint(
                name="idea_is_read_before_it_is_shown",
                condition=Q(public_text="") | (~Q(state=IdeaState.RECEIVED) & is_filled("public_text")),
                violation_error_message=READ_IT_FIRST,
            ),
        ]

    def __str__(self):
        """Names nobody and says nothing of the idea: the back office's log keeps these words."""
        return f"Idée {self.number}"

    @property
    def answered_with(self):
        """Where to read what became of it: the idea itself, or the last text sent from the same page."""
        return self.corrected_by if self.corrected_by and self.state == IdeaState.RECEIVED else self

    @property
    def is_settled(self):
        return self.state in SETTLED

    @transaction.atomic
    def study(self):
        """Read, and kept for the council to discuss."""
        self._lock_waiting()
        self.state = IdeaState.STUDIED
        self._store()

    @transaction.atomic
    def reply(self, words: str, day: datetime.date):
        """A reasoned answer: the idea does not become a proposal."""
        self._lock_waiting()
        if is_blank(words):
            raise ValidationError({"answer": GIVE_REASONS})
        self.state, self.answer, self.settled_on = IdeaState.ANSWERED, words, day
        self._store()

    @transaction.atomic
    def adopt(self, title: str, description: str, day: datetime.date, words: str = "") -> Proposal:
        """Becomes a draft proposal in the editors' words: what the resident typed can still be erased."""
        self._lock_waiting()
        if is_blank(title):
            raise ValidationError({"title": "Donnez un titre à la proposition."})
        proposal = Proposal(number=self._next_number(), title=title, is_example=self.is_example, origin=Origin.RESIDENT)
        proposal.description = description
        proposal.full_clean()
        proposal.save()
        self.state, self.proposal, self.answer, self.settled_on = IdeaState.ADOPTED, proposal, words, day
        self._store()
        return proposal

    def erase_words(self, day: datetime.date):
        """What the person typed goes; what the moderator wrote for everybody stays."""
        self.text = self.place = ""
        self.erased_on = day
        self.save(update_fields=["text", "place", "erased_on"])
        note(Withdrawal.EMPTIED, self)

    def _next_number(self) -> int:
        same = Proposal.objects.filter(is_example=self.is_example)
        return (same.aggregate(last=Max("number"))["last"] or 900 * self.is_example) + 1

    def _lock_waiting(self):
        self.refresh_from_db(from_queryset=Idea.objects.select_for_update())
        if self.is_settled:
            raise ValidationError(f"Cette idée a déjà sa réponse\u00a0: «\u00a0{self.get_state_display()}\u00a0».")

    def _store(self):
        self.full_clean()
        self.save()
