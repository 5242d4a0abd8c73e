import random
import uuid
from collections.abc import Iterator
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import models, transaction

from surveys.figures.attack import RULES, attack
from surveys.figures.cross_tab import cross_tab, crossable
from surveys.figures.published import CrossTab, Results, as_content, from_content
from surveys.models.response import SurveyAnswer


class PublishedResults(models.Model):
    """The results, masked and frozen the day they were counted; the public pages read this, never the answers."""

    survey = models.OneToOneField(
        "surveys.Survey", models.CASCADE, related_name="published_results", verbose_name="questionnaire"
    )
    content = models.JSONField("résultats")
    rules = models.PositiveSmallIntegerField("règles de la dernière vérification", default=0, editable=False)
    unsafe_since = models.DateField("laissent retrouver un petit groupe, vu le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "résultats publiés"
        verbose_name_plural = "résultats publiés"
        default_permissions = []

    def __str__(self):
        return f"résultats de {self.survey}"

    @property
    def results(self) -> Results:
        return from_content(self.content)

    def safe_tables(self, by) -> list[CrossTab]:
        """Every table by this question that could be added without telling what a small group answered."""
        numbers = [question.number for question in crossable(self.results, by)] if self._may_compare() else []
        return [table for table in self._tables(by, numbers) if table]

    @transaction.atomic
    def choose(self, number, by):
        """Publishes a table with the rest, if it is safe beside all those that were ever looked at."""
        self.lock()
        known = _find(self.results, number, by)
        table = known or (next(iter(self._tables(by, [number])), None) if self._may_compare() else None)
        if table is None or self.survey.published_on:
            raise ValidationError(
                "Cette comparaison ne peut pas être ajoutée sans laisser reconnaître un petit groupe."
            )
        self._put(replace(table, is_chosen=True))

    @transaction.atomic
    def leave_out(self, number, by):
        """Not published; but it was looked at, so the next ones must be safe beside it."""
        self.lock()
        known = _find(self.results, number, by)
        if self.survey.published_on or known is None:
            raise ValidationError("Ces résultats ont été publiés. Ils ne changent plus.")
        self._put(replace(known, is_chosen=False))

    def lock(self):
        self.survey.lock()
        self.refresh_from_db(fields=["content"])

    @transaction.atomic
    def recheck(self, day) -> bool:
        """Attacks them by today's rules; those that give way are withdrawn whole, and never come back."""
        self.lock()
        self.rules = RULES
        if attack(self.results):
            self.unsafe_since = self.unsafe_since or day
        self.save(update_fields=["rules", "unsafe_since"])
        is_public = self.survey.state == self.survey.State.PUBLISHED
        if self.unsafe_since and is_public:
            self.survey.withdraw_results(day)
        return bool(self.unsafe_since and is_public)

    def _may_compare(self) -> bool:
        """Before the first publication, and with the very answers that were counted."""
        return not self.survey.published_on and self.survey.responses.count() == self.content["people"]

    def _tables(self, by, numbers) -> Iterator[CrossTab | None]:
        results = self.results
        items = {item.number: item for item in self.survey.questionnaire().items}
        counts = SurveyAnswer.objects.counts_by(self.survey, items[by].pk) if numbers else {}
        for number in numbers:
            people = [[counts.get((o.pk, g.pk), 0) for o in items[number].options] for g in items[by].options]
            yield _find(results, number, by) or cross_tab(results, number, by, people)

    def _put(self, table):
        others = [other for other in self.results.cross_tabs if (other.number, other.by) != (table.number, table.by)]
        results = replace(self.results, cross_tabs=[*others, table])
        if attack(results):
            raise ValidationError("Ces résultats laisseraient retrouver un petit groupe. Rien n’est changé.")
        self.content = as_content(results)
        self.save(update_fields=["content"])


def _find(results, number, by) -> CrossTab | None:
    return next((table for table in results.cross_tabs if (table.number, table.by) == (number, by)), None)


class FreeTextQuerySet(models.QuerySet):
    def copy_from(self, survey) -> None:
        """What residents wrote, in an order drawn by lot and without its day: nothing ties two texts of one person."""
        answers = survey.written_answers().values_list("question", "choice", "text")
        texts = [FreeText(survey=survey, question_id=q, choice_id=c, text=text) for q, c, text in answers]
        random.SystemRandom().shuffle(texts)
        self.bulk_create(texts, batch_size=500)

    def to_read(self):
        return self.filter(decision=FreeText.Decision.TO_READ).in_order()

    def in_order(self):
        """That of the questionnaire."""
        return self.order_by("question__section__order", "question", "pk")

    def shown(self):
        return self.filter(decision=FreeText.Decision.SHOWN)

    def shown_for(self, survey, page):
        """Those of a page of results, in the order of random keys. Texts told one by one would count people: none
        where that number is hidden, of the question or of the option they are written beside."""
        item = next((item for item in survey.questionnaire().items if item.number == page.number), None)
        if item is None or not page.shows_texts:
            return self.none()
        figures = zip(item.options, page.lines[0].options, strict=False)
        hidden = [option.pk for option, figure in figures if figure.count is None]
        return self.shown().filter(question=item.pk).exclude(choice__in=hidden).order_by("pk")


class FreeText(models.Model):
    """A text of a resident, read by a person before it is shown; it knows nothing of the other answers."""

    class Decision(models.TextChoices):
        TO_READ = "to_read", "à lire"
        SHOWN = "shown", "montré"
        WITHHELD = "withheld", "gardé pour nous"

    id = models.UUIDField("numéro au hasard", primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="texts", verbose_name="questionnaire")
    question = models.ForeignKey("surveys.Question", models.RESTRICT, related_name="+", verbose_name="question")
    choice = models.ForeignKey(
        "surveys.Choice", models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="réponse précisée"
    )
    text = models.TextField(
        "texte", help_text="Enlevez les noms, les adresses, et tout ce qui fait reconnaître une personne."
    )
    decision = models.CharField("décision", max_length=8, choices=Decision, default=Decision.TO_READ)

    objects = FreeTextQuerySet.as_manager()

    class Meta:
        verbose_name = "texte d’habitant"
        verbose_name_plural = "textes d’habitants"
        default_permissions = ["view", "change"]
        constraints = [
            models.CheckConstraint(
                name="a_free_text_has_a_known_decision",
                condition=models.Q(decision__in=["to_read", "shown", "withheld"]),
                violation_error_message="Cette décision n’existe pas.",
            )
        ]

    def __str__(self):
        return "texte d’habitant"

    def clean(self):
        if self.decision == self.Decision.SHOWN and not self.text.strip():
            raise ValidationError({"text": "Un texte vide ne se montre pas. Choisissez «\u00a0gardé pour nous\u00a0»."})
