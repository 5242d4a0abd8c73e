"""Where a survey stands, counted, and what its president does next, in plain words. It asks no database."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from publishing.dates.written_day import written_day
from surveys.figures.disclosure import SMALLEST_BASE, TOO_FEW
from surveys.questions.progress import SurveyState

WRITE, OPEN, CLOSE, COUNT, READ, PUBLISH, POST = (
    "Écrire",
    "Ouvrir",
    "Fermer",
    "Compter",
    "Relire",
    "Publier",
    "Afficher",
)
ROAD = [WRITE, OPEN, CLOSE, COUNT, READ, PUBLISH, POST]


@dataclass(frozen=True)
class Pile:
    """A batch of sheets: how many came back, if it was noted, and how many are typed."""

    label: str
    returned: int | None
    typed: int

    @property
    def left(self) -> int:
        return max(0, (self.returned or 0) - self.typed)

    @property
    def sentence(self) -> str:
        typed = f"{counted(self.typed, 'feuille saisie', 'feuilles saisies')}"
        if self.returned is None:
            return f"{self.label}\u00a0: {typed}. Le nombre de feuilles revenues n’est pas noté."
        left = f"Il en reste {self.left} à saisir" if self.left else "Tout est saisi"
        return f"{self.label}\u00a0: {typed} sur {self.returned} revenues. {left}."


@dataclass(frozen=True)
class SurveyProgress:
    """`texts_to_read`, `tables`: once counted, what waits for a look, and the comparisons that were chosen."""

    is_model: bool
    is_written: bool
    state: SurveyState
    opens_on: datetime.date | None
    closes_on: datetime.date | None
    is_counted: bool
    published_on: datetime.date | None
    paper: int
    online: int
    piles: list[Pile]
    texts_to_read: int = 0
    tables: int = 0

    @property
    def people(self) -> int:
        return self.paper + self.online

    @property
    def sheets_left(self) -> int:
        return sum(pile.left for pile in self.piles)

    @property
    def is_too_small(self) -> bool:
        return self.people < SMALLEST_BASE

    def here(self) -> str:
        """The step of the road that is next."""
        if self.state == SurveyState.DRAFT:
            return OPEN if self.is_written else WRITE
        if self.state == SurveyState.CLOSED and self.is_counted:
            return READ if self.texts_to_read and not self.published_on else PUBLISH
        return {SurveyState.OPEN: CLOSE, SurveyState.CLOSED: COUNT}.get(self.state, POST)

    def is_ready(self, today: datetime.date) -> bool:
        """Is the act of this step the next thing to do, or does something come before?"""
        if self.state == SurveyState.OPEN:
            is_awaited = self.opens_on is not None and self.opens_on > today
            return not is_awaited and (self.closes_on is None or self.closes_on < today)
        if self.here() == COUNT:
            return not self.sheets_left and not self.is_too_small
        return self.here() != READ

    def sentences(self, today: datetime.date) -> Iterator[str]:
        """What is so today, then what to do."""
        if self.is_model:
            yield "C’est un modèle. Dupliquez-le, relisez la copie avec le Conseil, puis ouvrez la copie."
        elif self.state == SurveyState.DRAFT:
            yield (
                "Relisez les questions et essayez-les à l’écran. Ensuite, ouvrez le questionnaire."
                if self.is_written
                else "Écrivez d’abord les questions."
            )
        elif self.state == SurveyState.OPEN:
            yield from self._while_open(today)
        elif self.state == SurveyState.CLOSED:
            yield from self._once_counted() if self.is_counted else self._once_closed()
        else:
            yield f"Les résultats sont publics depuis le {written_day(self.published_on)}."
            yield "Dites ce que le Conseil en fait, imprimez les affichettes, puis faites le tour des halls."

    def received(self) -> str:
        if not self.people:
            return "Aucune réponse n’est arrivée."
        arrived = counted(self.people, "réponse reçue", "réponses reçues")
        return f"{arrived}\u00a0: {self.paper} sur papier, {self.online} en ligne."

    def _while_open(self, today: datetime.date) -> Iterator[str]:
        if self.opens_on and self.opens_on > today:
            yield f"On pourra répondre à partir du {written_day(self.opens_on)}. Rien à faire d’ici là."
            return
        yield self.received()
        if self.closes_on and self.closes_on < today:
            yield "Le dernier jour est passé\u00a0: fermez le questionnaire."
        elif self.closes_on:
            yield f"On peut répondre jusqu’au {written_day(self.closes_on)}. Ensuite, fermez le questionnaire."
        else:
            yield "Fermez-le quand tout le monde a eu le temps de répondre."

    def _once_closed(self) -> Iterator[str]:
        yield self.received()
        if self.sheets_left:
            yield (
                f"Il reste {counted(self.sheets_left, 'feuille revenue', 'feuilles revenues')} à saisir. "
                "Saisissez-les avant de compter."
            )
        elif self.is_too_small:
            yield TOO_FEW
        else:
            yield "Toutes les feuilles sont saisies\u00a0? Comptez les réponses."

    def _once_counted(self) -> Iterator[str]:
        if self.published_on:
            yield "Les résultats sont retirés du site. Vous pouvez publier les mêmes de nouveau."
            return
        yield "Les réponses sont comptées. Les habitants ne voient pas encore les résultats."
        if self.texts_to_read:
            yield (
                f"Il reste {counted(self.texts_to_read, 'texte', 'textes')} à relire. "
                "Un texte qui n’est pas relu n’est pas montré."
            )
        yield "Regardez les résultats, choisissez les groupes à comparer, puis publiez."


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {many if number > 1 else one}"


def before_closing(progress: SurveyProgress) -> list[str]:
    return [progress.received()]


def before_counting(progress: SurveyProgress) -> list[str]:
    """What is about to be frozen, and what is missing from it."""
    return [progress.received(), *(pile.sentence for pile in progress.piles)]


def before_publishing(progress: SurveyProgress) -> list[str]:
    told = [f"{counted(progress.people, 'réponse est comptée', 'réponses sont comptées')}."] if progress.people else []
    if progress.texts_to_read:
        many = counted(progress.texts_to_read, "texte n’est pas encore relu", "textes ne sont pas encore relus")
        told.append(f"{many}. Vous pourrez aussi les relire après.")
    if not progress.published_on:
        chosen = counted(progress.tables, "comparaison de groupes est choisie", "comparaisons de groupes sont choisies")
        told.append(
            f"{chosen if progress.tables else 'Aucune comparaison de groupes n’est choisie'}. "
            "Après, ce choix ne change plus."
        )
    return told
