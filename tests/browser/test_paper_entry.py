"""A sheet typed by keyboard alone, and the pages of the questionnaire's desk under axe."""

import pytest
from django.urls import reverse

from accounts.models import User
from surveys.models import PaperBatch, SurveyAnswer, SurveyResponse
from surveys.questions.questionnaire import Kind
from tests.browser.conftest import axe_violations
from tests.surveys.make import TODAY, make_question, make_section, make_survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
FEW = ["Oui", "Plutôt oui", "Plutôt non", "Non"]


@pytest.fixture
def batch():
    """Twenty-five questions: twenty-two ticked once, one several times, one with a text, one in words."""
    survey = make_survey()
    section = make_section(survey)
    for rank in range(22):
        make_question(section, f"Question {rank + 1} ?", FEW)
    make_question(section, "Plusieurs ?", FEW, kind=Kind.MULTI, other="Autre")
    make_question(section, "Encore ?", FEW, other="Autre")
    make_question(section, "Un mot ?", [], kind=Kind.SHORT)
    survey.open(TODAY)
    return PaperBatch.objects.create(survey=survey, label="Lot 1", check_one_in=0)


@pytest.fixture
def desk(open_page, live_server):
    user = User.objects.create_superuser("saisie@exemple.fr", "un-mot-de-passe-long")
    page = open_page(1100)
    page.base = live_server.url
    page.goto(live_server.url + "/admin/")
    page.fill("[name=username]", user.email)
    page.fill("[name=password]", "un-mot-de-passe-long")
    page.click("[type=submit]")
    return page


def visit(page, view, *arguments):
    page.goto(page.base + reverse(f"admin:{view}", args=arguments))


def test_a_sheet_of_25_questions_takes_some_forty_keys_and_no_mouse(desk, batch):
    visit(desk, "surveys_paperbatch_enter", batch.pk)
    keys = ["Enter", *"3" * 22, *"14", "Enter", "2", *"Un banc", "Enter", "Enter"]
    for key in keys:
        desk.keyboard.press(" " if key == " " else key)
    desk.wait_for_selector(".entry-stored")
    assert len(keys) < 40
    assert SurveyResponse.objects.count() == 1
    answers = SurveyAnswer.objects
    assert (answers.filter(choice__label="Plutôt non").count(), answers.filter(text="Un banc").count()) == (22, 1)
    assert answers.filter(question__text="Plusieurs ?").count() == 2
    assert desk.input_value("#number") == "2"


def test_the_pages_of_the_desk_have_nothing_that_axe_refuses(desk, batch):
    visit(desk, "surveys_paperbatch_enter", batch.pk)
    assert axe_violations(desk) == []
    visit(desk, "surveys_survey_build", batch.survey.pk)
    assert axe_violations(desk) == []
    desk.goto(desk.url + f"?ouvrir={batch.survey.questionnaire().items[22].pk}#question")
    assert axe_violations(desk) == []
    visit(desk, "surveys_paperbatch_change", batch.pk)
    assert axe_violations(desk) == []
    assert desk.complaints == []
