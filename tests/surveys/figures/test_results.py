import pytest

from surveys.figures.results import Tally, median, results_of
from surveys.models import Channel, QuestionLine
from surveys.questions.answer import Answer
from surveys.questions.questionnaire import Item, Kind, Option, Part, Questionnaire
from tests.surveys.make import make_question, make_response, make_section, make_survey, questions, ticks

A, B, C = Option(1, "A"), Option(2, "B"), Option(3, "C")


def one(answered, ticked, people=100, **fields):
    """The result of a single question, 60 % on paper."""
    item = Item(number=1, pk=1, text="Quoi ?", **{"kind": Kind.SINGLE, "options": (A, B, C)} | fields)
    tally = Tally({"paper": people * 6 // 10, "online": people * 4 // 10}, {(1, None): answered}, ticked)
    return results_of(Questionnaire(None, (Part(1, "Partie", (item,)),)), tally).parts[0].questions[0]


def test_percentages_are_of_those_who_were_asked_as_in_the_groups():
    result = one(80, {(None, 1): 40, (None, 2): 30, (None, 3): 10})
    assert [(o.count, o.percent) for o in result.options] == [(40, 40), (30, 30), (10, 10)]
    assert (result.base, result.non_answers) == (80, 20)


def test_under_twenty_people_there_is_no_percentage():
    result = one(19, {(None, 1): 10, (None, 2): 9}, people=19)
    assert [(o.count, o.percent) for o in result.options] == [(10, None), (9, None), (0, None)]


def test_percentages_say_nothing_of_a_hidden_base():
    result = one(98, {(None, 1): 50, (None, 2): 40, (None, 3): 8})
    assert (result.base, [o.percent for o in result.options]) == (None, [50, 40, None])


def test_a_hidden_count_has_neither_percentage_nor_bar():
    hidden = one(90, {(None, 1): 50, (None, 2): 37, (None, 3): 3}).options[2]
    assert (hidden.count, hidden.percent, hidden.width) == (None, None, "0.0%")


def test_what_tells_least_is_hidden_first():
    options = (Option(1, "Je ne sais pas", is_outside_scale=True), B, C)
    result = one(90, {(None, 1): 50, (None, 2): 3, (None, 3): 37}, options=options)
    assert [o.count for o in result.options] == [None, None, 37]


def test_several_answers_may_add_up_to_more_than_everybody():
    result = one(80, {(None, 1): 60, (None, 2): 50, (None, 3): 0}, kind=Kind.MULTI)
    assert [(o.count, o.percent) for o in result.options] == [(60, 60), (50, 50), (0, 0)]


def test_few_sheets_on_one_channel_hide_both():
    item = Item(number=1, pk=1, kind=Kind.TEXT, text="Quoi ?")
    results = results_of(Questionnaire(None, (Part(1, "Partie", (item,)),)), Tally({"paper": 3, "online": 50}))
    assert (results.people, results.paper, results.online) == (53, None, None)


def test_a_base_that_would_betray_a_hidden_option_is_hidden_too():
    lives = Item(number=1, pk=1, kind=Kind.SINGLE, text="D’ici ?", options=(A, B, C))
    content = Item(
        number=2,
        pk=2,
        kind=Kind.SINGLE,
        text="Content ?",
        options=(Option(4, "Oui"), Option(5, "Non")),
        condition_choice=3,
    )
    tally = Tally(
        {"online": 100},
        {(1, None): 100, (2, None): 97},
        {(None, 1): 60, (None, 2): 37, (None, 3): 3, (None, 4): 57, (None, 5): 40},
    )
    first, second = results_of(Questionnaire(None, (Part(1, "Partie", (lives, content)),)), tally).parts[0].questions
    assert [o.count for o in first.options] == [60, None, None]
    assert (second.base, [o.count for o in second.options]) == (None, [57, None])


@pytest.fixture
def survey(db):
    survey = make_survey()
    section = make_section(survey)
    make_question(section, "Qu’aimez-vous ?", ["A", "B", "C"], kind=Kind.MULTI)
    make_question(section, "Est-ce facile ?", ["Oui", "Non"], ["ici", "là"], kind=Kind.GRID)
    return survey


def test_somebody_who_ticks_two_options_counts_once_in_each(survey):
    likes = questions(survey)[0]
    make_response(survey, *ticks(likes, "A", "B"))
    tally = survey.responses.tally()
    assert tally.answered == {(likes.pk, None): 1}
    assert tally.ticked == {(None, choice.pk): 1 for choice in likes.choices.exclude(label="C")}


def test_each_line_of_a_grid_is_counted_apart(survey):
    easy = questions(survey)[1]
    here, there = easy.lines.all()
    yes, no = easy.choices.all()
    make_response(survey, Answer(easy.pk, yes.pk, here.pk), Answer(easy.pk, yes.pk, there.pk))
    make_response(survey, Answer(easy.pk, no.pk, here.pk), channel=Channel.PAPER)
    tally = survey.responses.tally()
    assert tally.answered == {(easy.pk, here.pk): 2, (easy.pk, there.pk): 1}
    assert tally.ticked == {(here.pk, yes.pk): 1, (here.pk, no.pk): 1, (there.pk, yes.pk): 1}
    assert tally.by_channel == {"online": 1, "paper": 1}


def test_a_grid_gives_one_result_a_line(survey):
    results = survey.masked_results().parts[0].questions
    assert [result.line for result in results] == ["", *QuestionLine.objects.values_list("label", flat=True)]


@pytest.mark.parametrize("people", [1, 300])
def test_counting_costs_the_same_whatever_the_number_of_people(survey, people, django_assert_num_queries):
    likes = questions(survey)[0]
    for _ in range(people):
        make_response(survey, *ticks(likes, "A"))
    with django_assert_num_queries(5):
        survey.masked_results()


def test_half_of_the_people_gave_this_number_or_less():
    assert median({2: 10, 40: 1, 3: 10}) == 3
    assert median({}) is None


def test_a_number_has_a_median_and_no_table(survey):
    question = make_question(survey.sections.first(), "Combien êtes-vous ?", [], kind=Kind.NUMBER)
    for index in range(21):
        make_response(survey, Answer(question.pk, text=str(1 + index % 3)))
    assert survey.masked_results().questions[-1].median == 2


def test_under_twenty_answers_a_number_has_no_median(survey):
    question = make_question(survey.sections.first(), "Combien êtes-vous ?", [], kind=Kind.NUMBER)
    for _ in range(19):
        make_response(survey, Answer(question.pk, text="3"))
    assert survey.masked_results().questions[-1].median is None
