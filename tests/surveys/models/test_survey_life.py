import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from surveys.figures.disclosure import Masked
from surveys.models import Choice, PublishedResults, Question, Survey
from tests.surveys.make import (
    TODAY,
    make_answered_survey,
    make_question,
    make_response,
    make_section,
    make_small_survey,
    make_survey,
    questions,
    ticks,
)

pytestmark = pytest.mark.django_db
State = Survey.State


def test_a_survey_opens_closes_and_publishes():
    survey = make_answered_survey()
    survey.close(TODAY)
    survey.publish_results(TODAY)
    assert (survey.state, survey.opens_on, survey.closes_on, survey.published_on) == (
        State.PUBLISHED,
        TODAY,
        TODAY,
        TODAY,
    )


@pytest.mark.parametrize("verb", ["close", "publish_results", "withdraw_results"])
def test_a_draft_can_only_be_opened(verb):
    with pytest.raises(ValidationError, match="brouillon"):
        getattr(make_small_survey(), verb)(TODAY)


def test_a_survey_without_question_does_not_open():
    with pytest.raises(ValidationError, match="pas encore de question"):
        make_survey().open(TODAY)


def test_a_model_does_not_open():
    with pytest.raises(ValidationError, match="Un modèle ne s’ouvre pas"):
        make_small_survey(is_model=True).open(TODAY)


def test_a_model_cannot_be_open_even_in_the_database():
    survey = make_survey(is_model=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(state=State.OPEN)


def test_a_survey_closes_after_it_opens():
    survey = make_survey()
    survey.opens_on, survey.closes_on = TODAY, TODAY - datetime.timedelta(days=1)
    with pytest.raises(ValidationError, match="vient après l’ouverture"):
        survey.full_clean()


def test_four_answers_are_too_few_to_publish():
    survey = make_answered_survey(people=4)
    survey.close(TODAY)
    with pytest.raises(ValidationError, match="au moins 5 réponses"):
        survey.publish_results(TODAY)


def test_a_mask_that_hides_nothing_publishes_nothing(monkeypatch):
    """The self-check stands behind the mask: one that lets small counts through is refused, and nothing is kept."""

    def no_mask(question, *_):
        return [Masked(True, tuple(question.counts), question.base, question.non_answers)] * 2

    survey = make_answered_survey(people=30)
    make_response(survey, *ticks(questions(survey)[0], "Non"))
    survey.close(TODAY)
    monkeypatch.setattr("surveys.figures.results.masks", no_mask)
    monkeypatch.setattr("surveys.figures.results.attack", lambda _: [])
    for publish in (survey.count_results, survey.publish_results):
        with pytest.raises(ValidationError, match="retrouver un petit groupe"):
            publish(TODAY)
    survey.refresh_from_db()
    assert not survey.is_counted and not PublishedResults.objects.exists() and not survey.texts.exists()


def test_closing_forgets_the_tokens():
    survey = make_answered_survey(people=0)
    survey.responses.receive(survey, [], answered_on=TODAY, token_hash="a" * 64)
    survey.close(TODAY)
    assert (survey.responses.count(), survey.tokens.count()) == (1, 0)


def test_published_results_may_leave_but_answers_never_come_back():
    survey = make_answered_survey()
    survey.close(TODAY)
    survey.publish_results(TODAY)
    survey.withdraw_results(TODAY)
    assert not Survey.objects.with_public_results().exists()
    assert not survey.accepts_paper
    with pytest.raises(ValidationError, match="réponses sont comptées"):
        survey.open(TODAY)


def test_published_figures_do_not_move_when_the_answers_are_erased():
    survey = make_answered_survey()
    survey.close(TODAY)
    survey.publish_results(TODAY)
    survey.responses.all().delete()
    assert survey.published_results.content["people"] == 6
    assert survey.is_frozen


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"), [(0, 0, True), (1, 5, False), (-5, -1, False), (None, None, True)]
)
def test_a_survey_is_open_on_its_days_only(opens, closes, is_open):
    day = lambda shift: None if shift is None else TODAY + datetime.timedelta(days=shift)  # noqa: E731
    survey = make_survey(state=State.OPEN, opens_on=day(opens), closes_on=day(closes))
    assert survey.is_answerable(TODAY) == is_open
    assert Survey.objects.published_open(TODAY).exists() == is_open


def test_after_the_first_answer_the_questions_are_frozen():
    survey = make_answered_survey(people=1)
    question = questions(survey)[0]
    for piece in (survey.sections.first(), question, question.choices.first(), questions(survey)[3].lines.first()):
        with pytest.raises(ValidationError, match="ne change plus"):
            piece.full_clean()


def test_an_answered_question_cannot_be_deleted():
    survey = make_answered_survey(people=1)
    with pytest.raises(RestrictedError):
        questions(survey)[0].delete()


def test_a_copy_has_the_same_questions_and_its_own_condition():
    copy = make_answered_survey().duplicate("avis-2", "Votre avis, deuxième version")
    original = Survey.objects.get(reference="avis").questionnaire()
    assert [
        (i.text, [o.label for o in i.options], [li.label for li in i.lines]) for i in copy.questionnaire().items
    ] == [(i.text, [o.label for o in i.options], [li.label for li in i.lines]) for i in original.items]
    assert questions(copy)[1].condition_choice.question == questions(copy)[0]
    assert (copy.state, copy.is_frozen) == (State.DRAFT, False)


def test_a_question_depends_on_an_earlier_one():
    section = make_section(make_survey())
    first, second = make_question(section), make_question(section)
    first.condition_choice = second.choices.first()
    with pytest.raises(ValidationError, match="plus haut"):
        first.full_clean()


def test_only_several_answers_have_a_maximum():
    question = make_question(make_section(make_survey()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(max_choices=2)


def test_erasing_a_survey_takes_all_that_hangs_on_it():
    make_answered_survey().delete()
    assert not Choice.objects.exists()


def test_a_questionnaire_is_read_in_two_queries(django_assert_num_queries):
    make_small_survey()
    with django_assert_num_queries(2):
        questionnaire = Question.objects.questionnaire("avis")
        assert [len(part.items) for part in questionnaire.parts] == [2, 3]
