"""The browser's own «Back», without any script: what was typed is still there, and is what is sent."""

import pytest
from django.utils import timezone

from council.models import ContactMessage
from members.models import Candidacy
from surveys.models import SurveyAnswer
from surveys.questions.questionnaire import Kind
from tests.surveys.make import make_question, make_section, make_survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def visit(open_page, live_server):
    """Opens an address on a telephone without JavaScript; the pages kept whole by the browser (bfcache) do not help."""

    def visit(address):
        page = open_page(390, java_script_enabled=False)
        page.goto(live_server.url + address)
        return page

    return visit


def go_on(page):
    page.click("main .form-actions [name=go]")
    page.wait_for_load_state()


def test_the_words_beside_other_survive_a_mistake_and_going_back(visit):
    survey = make_survey()
    first = make_section(survey)
    make_question(first, "Habitez-vous ici ?", is_required=True)
    other = make_question(first, "Qu’aimez-vous ?", ["Le calme"], kind=Kind.MULTI, other="Autre")
    short = make_question(first, "Votre rue ?", [], kind=Kind.SHORT)
    number = make_question(first, "Combien êtes-vous ?", [], kind=Kind.NUMBER)
    make_question(make_section(survey, "Pour finir"), "Une idée ?", [], kind=Kind.TEXT)
    survey.open(timezone.localdate())
    page = visit("/questionnaire/avis/")
    go_on(page)  # nothing answered: the page says what is compulsory
    page.locator("fieldset.question input").first.check()
    typed = {
        f"q{other.pk}t{other.choices.last().pk}": "Les chats du hall",
        f"q{short.pk}": "Brétigny",
        f"q{number.pk}": "4",
    }
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    go_on(page)
    assert page.locator("textarea").count() == 1
    page.go_back()
    assert {name: page.locator(f"[name={name}]").input_value() for name in typed} == typed
    page.wait_for_timeout(2100)
    go_on(page)
    go_on(page)
    page.wait_for_url("**/merci/")
    assert set(SurveyAnswer.objects.exclude(text="").values_list("text", flat=True)) == set(typed.values())


def test_what_a_neighbour_typed_for_somebody_survives_going_back(visit):
    page = visit("/nous-rejoindre/habitant/?aide")
    typed = {"name": "Dominique Test", "email": "d@exemple.fr", "phone": "02 00 00 00 00", "motivation": "Pour aider."}
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    page.click("a[href='/nous-rejoindre/habitant/']")
    page.go_back()
    assert {name: page.locator(f"[name={name}]").input_value() for name in typed} == typed
    page.check("[name=has_consented]")
    page.wait_for_timeout(2100)
    page.click("main .form-actions button")
    page.wait_for_url("**/merci/")
    assert Candidacy.objects.get().name == "Dominique Test"


def test_going_back_after_the_thanks_finds_the_message_to_correct_it(visit, identity):
    page = visit("/contact/")
    page.select_option("[name=subject]", "question")
    page.fill("[name=message]", "Le banc est cassé.")
    page.fill("[name=phone]", "aucun")
    page.wait_for_timeout(2100)
    page.click("main form button")  # refused: nobody can be called there
    page.fill("[name=email]", "faux@exemple.fr")
    page.click("main form button")
    page.wait_for_url("**/merci/")
    page.go_back()
    assert page.locator("[name=message]").input_value().strip() == "Le banc est cassé."
    page.fill("[name=email]", "juste@exemple.fr")
    page.click("main form button")
    page.wait_for_url("**/merci/?corrige")
    last = ContactMessage.objects.get(corrected_by=None)
    assert (last.email, last.earlier.get().email) == ("juste@exemple.fr", "faux@exemple.fr")
