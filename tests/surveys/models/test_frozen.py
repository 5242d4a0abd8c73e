"""Once a first answer exists, the questions stay as they were read: in the verbs and in the database itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from surveys.models import Choice, Question, QuestionLine, Section
from tests.surveys.make import make_open_survey, make_response, make_small_survey, questions, ticks

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered():
    survey = make_open_survey()
    make_response(survey, *ticks(questions(survey)[0], "Oui"))
    return survey


@pytest.mark.parametrize("model", [Section, Question, Choice, QuestionLine])
def test_the_database_refuses_to_change_what_was_answered(answered, model):
    field = {Section: "title", Question: "text"}.get(model, "label")
    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        model.objects.update(**{field: "Autre chose"})


def test_the_database_refuses_a_question_more(answered):
    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        Question.objects.create(section=answered.sections.first(), text="Et encore ?")
    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        Choice.objects.create(question=questions(answered)[0], label="Peut-être")


def test_a_question_does_not_leave_an_answered_survey(answered):
    other = make_small_survey(reference="autre")
    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        Question.objects.filter(pk=questions(answered)[0].pk).update(section=other.sections.first())


def test_help_may_still_be_corrected_because_it_changes_no_meaning(answered):
    question = questions(answered)[0]
    question.help = "Prenez votre temps."
    question.save()
    question.refresh_from_db()
    assert question.help == "Prenez votre temps."


def test_another_survey_without_an_answer_still_changes(answered):
    other = make_small_survey(reference="autre")
    Question.objects.filter(section__survey=other).update(text="Autre chose ?")
    assert {question.text for question in questions(other)} == {"Autre chose ?"}


def test_a_change_makes_a_new_version_and_the_answers_keep_their_meaning(answered):
    second = answered.make_version()
    Question.objects.filter(section__survey=second).update(text="Autre chose ?")
    assert (second.version, second.version_of, second.state, second.responses.count()) == (2, answered, "draft", 0)
    assert second.reference == "avis-v2"
    assert answered.responses.get().answers.get().question.text == "Habitez-vous ici ?"


def test_a_version_of_a_version_has_its_own_address(answered):
    third = answered.make_version().make_version()
    assert (third.reference, third.version) == ("avis-v3", 3)
    assert answered.make_version().reference == "avis-v4"


def test_a_copy_keeps_its_conditions_inside(answered):
    copy = answered.make_version()
    dependent = questions(copy)[1]
    assert dependent.condition_choice.question == questions(copy)[0]


def test_the_verb_says_it_in_french(answered):
    with pytest.raises(ValidationError, match="nouvelle version"):
        questions(answered)[0].clean()


def test_whether_an_answer_goes_alone_is_frozen_with_the_rest(answered):
    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        Choice.objects.update(is_exclusive=True)
    copy = answered.make_version()
    Choice.objects.filter(question__section__survey=copy).update(is_exclusive=True)
    assert all(option.is_exclusive for option in copy.questionnaire().items[0].options)
