"""A sheet typed with figures, without a database."""

import pytest
from django.core.exceptions import ValidationError

from surveys.questions.answer import Answer
from surveys.questions.keyed import differences, read
from surveys.questions.questionnaire import Item, Kind, Line, Option, Part, Questionnaire

pytestmark = pytest.mark.once

OPTIONS = (Option(31, "Oui"), Option(32, "Non"), Option(33, "Autre", asks_text=True))


def item(kind=Kind.MULTI, **fields):
    return Item(number=1, pk=7, kind=kind, text="Quoi ?", **{"options": OPTIONS} | fields)


@pytest.mark.parametrize("typed", ["13", "1 3", "1,3", "1-3", "3.1"])
def test_several_boxes_are_typed_in_one_go(typed):
    assert {given.choice for given in read(item(), {"q7": typed})} == {31, 33}


def test_from_ten_boxes_on_figures_are_apart():
    many = item(options=tuple(Option(pk, str(pk)) for pk in range(101, 113)))
    assert [given.choice for given in read(many, {"q7": "11 2"})] == [111, 102]


@pytest.mark.parametrize("typed", ["4", "0", "deux", "1 x"])
def test_a_figure_that_is_no_box_is_told(typed):
    with pytest.raises(ValidationError, match="de 1 à 3"):
        read(item(), {"q7": typed})


def test_nothing_typed_is_no_answer():
    assert read(item(), {"q7": " "}) == []


def test_a_text_beside_a_box_ticks_it():
    assert read(item(), {"q7": "", "q7t33": "Le banc"}) == [Answer(7, 33, text="Le banc")]


def test_a_grid_has_one_field_a_line():
    grid = item(Kind.GRID, lines=(Line(5, "la rue"), Line(6, "le parc")))
    assert read(grid, {"q7l5": "1", "q7l6": "2"}) == [Answer(7, 31, 5), Answer(7, 32, 6)]


def test_two_entries_are_compared_question_by_question():
    questionnaire = Questionnaire(None, (Part(1, "Partie", (item(),)),))
    one, other = [Answer(7, 31), Answer(7, 32)], [Answer(7, 32), Answer(7, 31)]
    assert differences(questionnaire, one, other) == []
    found = differences(questionnaire, one, [])
    assert [(d.number, d.first, d.second) for d in found] == [(1, "Oui\u00a0; Non", "rien")]


def test_a_box_that_goes_alone_is_told_to_the_typist():
    alone = item(options=(*OPTIONS, Option(34, "Rien en particulier", is_exclusive=True)))
    assert [given.choice for given in read(alone, {"q7": "4"})] == [34]
    with pytest.raises(ValidationError, match="aucune autre réponse"):
        read(alone, {"q7": "14"})
