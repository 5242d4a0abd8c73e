"""The model questionnaire, the examples made from it, and what is forgotten in time."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import surveys.demo
from publishing.erasing.erasure import erase
from surveys.models import Question, Survey, SurveyAnswer, SurveyResponse
from surveys.questions.answer import input_names
from surveys.questions.questionnaire import Kind
from surveys.retention import erase_expired
from tests.surveys.make import TODAY, make_open_survey, make_response, ripe_token, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(db):
    call_command("loaddata", "content/clos/surveys.yaml", verbosity=0)
    return Survey.objects.get()


def test_the_model_is_a_draft_to_be_validated(model):
    assert (model.state, model.is_model, model.is_example, model.source_ids) == ("draft", True, False, "")
    assert "2018, qui est perdu" in model.editor_note
    assert not SurveyResponse.objects.exists()


def test_the_model_has_25_questions_in_8_parts_and_3_are_compulsory(model):
    questionnaire = model.questionnaire()
    assert (len(questionnaire.items), len(questionnaire.parts)) == (25, 8)
    assert [item.number for item in questionnaire.items if item.is_required] == [1, 2, 5]


def test_nothing_and_none_go_alone(model):
    several = [item for item in model.questionnaire().items if item.kind == Kind.MULTI]
    alone = {option.label for item in several for option in item.options if option.is_exclusive}
    assert alone == {"Rien", "Rien en particulier", "Aucun", "Aucun de ces lieux"}
    assert not [
        o for item in several for o in item.options if o.label.startswith(("Rien", "Auc")) and not o.is_exclusive
    ]


def test_who_does_not_live_there_is_not_asked_whether_he_likes_it(model):
    first, second = model.questionnaire().items[:2]
    assert not second.concerns({first.options[-1].pk})
    assert second.concerns({first.options[0].pk})


def test_loading_twice_changes_nothing(model):
    call_command("loaddata", "content/clos/surveys.yaml", verbosity=0)
    assert (Survey.objects.count(), Question.objects.count()) == (1, 25)


def test_sending_25_answers_costs_six_statements(client, model):
    survey = model.duplicate("avis", "Votre avis")
    survey.open(timezone.localdate())
    data = {"token": ripe_token(), "step": "8"}
    for item in survey.questionnaire().items:
        names = [item.name] if item.kind == Kind.TEXT else input_names(item)[: len(item.lines) or 1]
        data |= dict.fromkeys(names, item.options[0].pk if item.options else "Une idée")
    with CaptureQueriesContext(connection) as queries:
        client.post("/questionnaire/avis/", data)
    assert len(statements(queries)) == 6
    assert SurveyAnswer.objects.values("question").distinct().count() == 25


def test_the_real_content_opens_no_questionnaire(client, model):
    assert "Aucun questionnaire n’est ouvert" in client.get("/questionnaire/").content.decode()
    assert client.get("/questionnaire/modele-de-questionnaire/").status_code == 404


def test_the_examples_are_an_open_survey_and_a_published_one(model):
    surveys.demo.load(TODAY)
    examples = Survey.objects.examples()
    assert set(examples.values_list("state", flat=True)) == {"open", "published"}
    published = examples.get(state="published").published_results.content
    assert (published["people"] >= 300, published["paper"] > published["online"] > 20) == (True, True)


def test_the_examples_show_hidden_figures(model):
    surveys.demo.load(TODAY)
    content = Survey.objects.get(state="published").published_results.content
    figures = [q for part in content["parts"] for q in part["questions"]]
    assert sum(question["has_hidden"] for question in figures) >= 2
    assert sum(question["is_shown"] for question in figures) == len(figures)


def test_the_examples_compare_groups(model, client):
    """A comparison that gave somebody away would be refused without a word: the page would be empty."""
    surveys.demo.load(TODAY)
    for number in surveys.demo.COMPARED:
        page = client.get(f"/resultats/exemple-questionnaire-depouille/question-{number}/").content.decode()
        assert "De 18 à 29 ans" in page


def test_the_examples_are_the_same_each_time(model):
    surveys.demo.load(TODAY)
    first = Survey.objects.get(state="published").published_results.content
    for example in Survey.objects.examples():
        erase(example)
    surveys.demo.load(TODAY)
    assert Survey.objects.get(state="published").published_results.content == first


def test_removing_the_examples_leaves_the_model_alone(model):
    surveys.demo.load(TODAY)
    for example in Survey.objects.examples():
        erase(example)
    assert list(Survey.objects.all()) == [model]
    assert not Survey.history.filter(is_example=True).exists()
    assert not SurveyAnswer.objects.exists()


def test_without_the_model_there_is_no_example():
    surveys.demo.load(TODAY)
    assert not Survey.objects.exists()


@pytest.mark.parametrize(("years", "left"), [(2, 1), (3, 0)])
def test_answers_are_erased_two_years_after_the_last_day(years, left):
    survey = make_open_survey()
    make_response(survey)
    survey.close(TODAY)
    [erasure, _] = erase_expired(TODAY.replace(year=TODAY.year + years))
    assert (SurveyResponse.objects.count(), erasure.count) == (left, 1 - left)


def test_a_dry_run_erases_nothing():
    survey = make_open_survey()
    make_response(survey)
    survey.close(TODAY)
    assert erase_expired(TODAY + datetime.timedelta(days=1000), dry_run=True)[0].count == 1
    assert SurveyResponse.objects.exists()
