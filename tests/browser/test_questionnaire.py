"""Answering on a telephone: the draft stays on the device, the languages lose nothing, every step is accessible."""

import pytest
from django.utils import timezone

from surveys.models import SurveyAnswer, SurveyResponse, SurveyTranslation
from surveys.questions.translated import sentences
from tests.browser.conftest import axe_violations
from tests.surveys.make import make_question, make_small_survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
DRAFTS = "Object.keys(localStorage)"


@pytest.fixture
def page(open_page, live_server):
    survey = make_small_survey()
    make_question(survey.sections.first(), "Aimez-vous le parc ?")
    texts = {sentence: f"\u200f{sentence}" for sentence in sentences(survey.questionnaire())}
    SurveyTranslation.objects.create(survey=survey, language="ar", texts=texts)
    survey.open(timezone.localdate())
    page = open_page(390)
    page.address = f"{live_server.url}/questionnaire/avis/"
    page.goto(page.address)
    return page


def tick(page, question, option=0):
    page.locator("fieldset.question").nth(question).locator("input").nth(option).check()


def test_a_reload_loses_nothing_and_sending_forgets_everything(page):
    tick(page, 0)
    page.reload()
    assert page.locator("input:checked").count() == 1
    tick(page, 1)
    tick(page, 2)
    page.get_by_text("Effacer cette réponse").click()
    assert page.locator("input:checked").count() == 2
    page.click("main [name=go]")
    page.fill("textarea:not(.one-line)", "Des bancs")
    page.goto(page.address)
    page.get_by_text("Reprendre où j’en étais").click()
    assert page.locator("textarea:not(.one-line)").input_value() == "Des bancs"
    page.wait_for_timeout(2100)
    page.click("main [name=go]")
    page.wait_for_url("**/merci/")
    assert page.evaluate(DRAFTS) == []
    assert SurveyAnswer.objects.filter(text="Des bancs").count() == 1


def test_coming_back_after_the_thanks_counts_once(page):
    tick(page, 0)
    tick(page, 1)
    page.click("main [name=go]")
    page.wait_for_timeout(2100)
    page.click("main [name=go]")
    page.wait_for_url("**/merci/")
    page.go_back()
    page.wait_for_selector("textarea:not(.one-line)")
    page.fill("textarea:not(.one-line)", "Autre chose")
    assert page.evaluate(DRAFTS) == []
    page.click("main [name=go]")
    page.wait_for_url("**?deja")
    assert SurveyResponse.objects.count() == 1


def test_a_shared_device_keeps_nothing(page):
    tick(page, 0)
    page.locator(".shared-device input").check()
    tick(page, 1)
    assert page.evaluate(DRAFTS) == []
    page.goto(page.address)
    assert page.locator("input[type=radio]:checked").count() == 0


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_each_step_and_its_mistakes_are_accessible(page, language):
    if language == "ar":
        page.click("button[lang=ar]")
    assert axe_violations(page) == []
    page.click("main [name=go]")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tick(page, 0)
    tick(page, 1)
    page.click("main [name=go]")
    assert axe_violations(page) == []
    assert not [said for said in page.complaints if "422" not in said]
