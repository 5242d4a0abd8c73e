"""What the page of a survey says first: where it stands, and what its president does next."""

import datetime
from dataclasses import replace

import pytest

from publishing.desk.next_step import NextStep
from surveys.desk.progress import ROAD, Pile, SurveyProgress, before_counting, before_publishing
from surveys.questions.progress import SurveyState

pytestmark = pytest.mark.once
DAY = datetime.date(2018, 9, 20)
DRAFT = SurveyProgress(False, True, SurveyState.DRAFT, None, None, False, None, 0, 0, [])
OPENED = replace(DRAFT, state=SurveyState.OPEN, opens_on=DAY, paper=20, online=10)
CLOSED = replace(OPENED, state=SurveyState.CLOSED, closes_on=DAY)
COUNTED = replace(CLOSED, is_counted=True)
PUBLISHED = replace(COUNTED, state=SurveyState.PUBLISHED, published_on=DAY)
BEFORE, AFTER = DAY - datetime.timedelta(days=1), DAY + datetime.timedelta(days=1)


def told(progress, day=DAY):
    return " ".join(progress.sentences(day)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("progress", "step", "words"),
    [
        (replace(DRAFT, is_model=True), "Ouvrir", "Dupliquez-le"),
        (replace(DRAFT, is_written=False), "Écrire", "Écrivez d’abord les questions"),
        (DRAFT, "Ouvrir", "ouvrez le questionnaire"),
        (OPENED, "Fermer", "30 réponses reçues : 20 sur papier, 10 en ligne"),
        (CLOSED, "Compter", "Comptez les réponses"),
        (replace(CLOSED, paper=0, online=4), "Compter", "Il faut au moins 5 réponses"),
        (replace(COUNTED, texts_to_read=2), "Relire", "Il reste 2 textes à relire"),
        (COUNTED, "Publier", "choisissez les groupes à comparer, puis publiez"),
        (replace(COUNTED, published_on=DAY, texts_to_read=2), "Publier", "publier les mêmes de nouveau"),
        (PUBLISHED, "Afficher", "publics depuis le 20 septembre 2018"),
    ],
)
def test_each_stage_names_its_step_and_what_to_do(progress, step, words):
    assert progress.here() == step
    assert words in told(progress)


def test_the_road_shows_what_is_done_and_what_is_next():
    steps = NextStep(ROAD, CLOSED.here()).steps
    assert [when for _, when in steps] == ["past", "past", "past", "here", "", "", ""]


def test_closing_is_proposed_first_only_once_the_last_day_is_over():
    dated = replace(OPENED, closes_on=DAY)
    assert not dated.is_ready(DAY)
    assert dated.is_ready(AFTER)
    assert "Le dernier jour est passé" in told(dated, AFTER)
    assert OPENED.is_ready(DAY)


def test_before_the_first_day_there_is_nothing_to_do():
    assert not OPENED.is_ready(BEFORE)
    assert "à partir du 20 septembre 2018" in told(OPENED, BEFORE)


def test_sheets_that_came_back_are_typed_before_counting():
    waiting = replace(CLOSED, piles=[Pile("Lot 1", 30, 28), Pile("Lot 2", None, 5), Pile("Lot 3", 3, 3)])
    assert "Il reste 2 feuilles revenues à saisir" in told(waiting)
    assert not waiting.is_ready(DAY)
    assert CLOSED.is_ready(DAY)
    said = " ".join(before_counting(waiting)).replace("\u00a0", " ")
    assert "Lot 1 : 28 feuilles saisies sur 30 revenues. Il en reste 2 à saisir." in said
    assert "Lot 2 : 5 feuilles saisies. Le nombre de feuilles revenues n’est pas noté." in said
    assert "Tout est saisi" in said


def test_publishing_tells_what_cannot_change_any_more():
    assert "Aucune comparaison de groupes n’est choisie. Après, ce choix ne change plus." in before_publishing(COUNTED)
    assert "1 texte n’est pas encore relu" in " ".join(before_publishing(replace(COUNTED, texts_to_read=1)))
    assert "comparaison" not in " ".join(before_publishing(replace(COUNTED, published_on=DAY)))
