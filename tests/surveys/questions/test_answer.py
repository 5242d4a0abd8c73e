"""What a browser sent, read question by question, without a database."""

import pytest
from django.core.exceptions import ValidationError

from surveys.questions.answer import Answer, read
from surveys.questions.questionnaire import Item, Kind, Line, Option

YES, NO, OTHER = Option(1, "Oui"), Option(2, "Non"), Option(3, "Autre", asks_text=True)


def item(kind=Kind.SINGLE, **fields):
    return Item(number=1, pk=7, kind=kind, text="Quoi ?", **{"options": (YES, NO, OTHER)} | fields)


def sentence(question, **raw):
    with pytest.raises(ValidationError) as refused:
        read(question, raw)
    return refused.value.messages[0]


def test_one_ticked_option_is_one_answer():
    assert read(item(), {"q7": ["2"]}) == [Answer(7, 2)]


def test_nothing_ticked_is_no_answer():
    assert read(item(), {}) == read(item(), {"q7": [""]}) == []


def test_an_unknown_option_is_refused():
    assert sentence(item(), q7=["99"]) == sentence(item(), q7=["1 OR 1=1"]) == "Choisissez une réponse de la liste."


def test_two_options_for_one_answer_are_refused():
    assert sentence(item(), q7=["1", "2"]) == "Choisissez une seule réponse."


def test_too_many_options_are_refused_with_both_numbers():
    question = item(Kind.MULTI, max_choices=2)
    assert sentence(question, q7=["1", "2", "3"]) == "Vous avez coché 3 réponses. Gardez-en 2 au plus."


def test_an_option_sent_twice_counts_once():
    assert read(item(Kind.MULTI, max_choices=2), {"q7": ["1", "1", "2"]}) == [Answer(7, 1), Answer(7, 2)]


def test_a_text_beside_an_option_ticks_it():
    assert read(item(Kind.MULTI), {"q7": ["1"], "q7t3": [" un marché "]}) == [
        Answer(7, 1),
        Answer(7, 3, text="un marché"),
    ]


def test_a_text_beside_another_option_than_the_chosen_one_is_never_lost_silently():
    assert "effacez le texte" in sentence(item(), q7=["1"], q7t3=["un marché"])


def test_an_option_that_asks_for_a_text_may_go_without():
    assert read(item(), {"q7": ["3"]}) == [Answer(7, 3)]


def test_a_scale_takes_one_answer_also_outside_the_scale():
    scale = item(Kind.SCALE, options=(YES, NO, Option(4, "Je ne sais pas", is_outside_scale=True)))
    assert read(scale, {"q7": ["4"]}) == [Answer(7, 4)]


def test_each_line_of_a_grid_has_its_answer():
    grid = item(Kind.GRID, options=(YES, NO), lines=(Line(10, "ici"), Line(11, "là"), Line(12, "ailleurs")))
    assert read(grid, {"q7l10": ["1"], "q7l12": ["2"]}) == [Answer(7, 1, 10), Answer(7, 2, 12)]


def test_a_line_of_a_grid_has_one_answer():
    grid = item(Kind.GRID, options=(YES, NO), lines=(Line(10, "ici"),))
    assert sentence(grid, q7l10=["1", "2"]) == "Choisissez une seule réponse."


def test_a_text_keeps_its_lines_and_loses_what_cannot_be_seen():
    assert read(item(Kind.TEXT), {"q7": ["Un\r\nbanc\0 \ud800là"]}) == [Answer(7, text="Un\nbanc là")]


def test_a_text_too_long_says_by_how_much():
    assert sentence(item(Kind.TEXT), q7=["a" * 501]) == "Votre texte fait 501 signes. Gardez 500 signes au plus."


def test_line_ends_count_once():
    assert read(item(Kind.TEXT), {"q7": ["a\r\n" * 249 + "a"]})


def test_a_number_is_read_as_people_write_it():
    number = Item(number=1, pk=7, kind=Kind.NUMBER, text="Combien ?", lowest=1, highest=2000)
    assert read(number, {"q7": [" 1 200 "]}) == [Answer(7, text="1200")]
    assert read(number, {"q7": ["١٢"]}) == [Answer(7, text="12")]
    assert read(number, {"q7": [""]}) == []


@pytest.mark.parametrize("typed", ["0", "2001", "deux", "-3", "1,5", "²"])
def test_a_number_out_of_bounds_is_asked_again(typed):
    number = Item(number=1, pk=7, kind=Kind.NUMBER, text="Combien ?", lowest=1, highest=2000)
    with pytest.raises(ValidationError, match="de 1 à 2000"):
        read(number, {"q7": [typed]})


def test_a_few_words_stay_a_few():
    short = Item(number=1, pk=7, kind=Kind.SHORT, text="Un mot ?")
    with pytest.raises(ValidationError, match="120 signes"):
        read(short, {"q7": ["a" * 121]})


NOTHING = Option(4, "Rien en particulier", is_exclusive=True)


def test_an_answer_that_goes_alone_is_refused_with_another_and_says_which_to_keep():
    question = item(Kind.MULTI, options=(YES, OTHER, NOTHING))
    assert read(question, {"q7": ["4"]}) == [Answer(7, 4)] and len(read(question, {"q7": ["1", "3"]})) == 2
    for ticked in (["1", "4"], ["4", "1"]):
        assert "«\u00a0Rien en particulier\u00a0» ne va avec aucune autre réponse" in sentence(question, q7=ticked)
    assert "aucune autre" in sentence(question, q7=["4"], q7t3=["un marché"])


def test_a_few_words_hold_on_one_line():
    assert read(item(Kind.SINGLE), {"q7": ["3"], "q7t3": ["un\r\nmarché "]}) == [Answer(7, 3, text="un marché")]
    assert read(item(Kind.SHORT), {"q7": ["un\nbanc"]}) == [Answer(7, text="un banc")]
