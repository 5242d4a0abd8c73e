"""The resident's path in five languages: the address says which, and nothing is shown half translated."""

import re
from html import unescape

import pytest
from django.conf import settings

from council.models import SiteIdentity
from publishing.words.language import TRANSLATED
from surveys.desk.translation_desk import name_of
from surveys.models import Survey, SurveyAnswer, SurveyTranslation
from surveys.questions.translated import sentences, translated
from tests.council.make import make_action
from tests.meetings.make import make_meeting, make_place
from tests.members.make import make_council
from tests.surveys.make import full_post, make_open_survey, questions, ripe_token

pytestmark = pytest.mark.django_db
URL = "/questionnaire/avis/"
PATH = ["/", "/nous-rejoindre/", "/nous-rejoindre/merci/", "/questionnaire/"]
CODES = [code for code, _ in TRANSLATED]


def translate(survey, language="ar", **fields):
    texts = {sentence: f"[{language}] {sentence}" for sentence in sentences(survey.questionnaire())}
    return SurveyTranslation.objects.create(survey=survey, language=language, texts=texts, **fields)


@pytest.fixture
def survey(db):
    survey = make_open_survey()
    translate(survey)
    return survey


@pytest.mark.parametrize("path", PATH)
@pytest.mark.parametrize("code", CODES)
def test_the_path_speaks_every_language_and_says_which(client, path, code):
    response = client.get(f"/{code}{path}")
    html = response.content.decode()
    direction = ' dir="rtl"' if code == "ar" else ""
    assert f'<html lang="{code}"{direction}>' in html
    assert response.headers["Content-Language"] == code
    assert ("bootstrap.rtl.min.css" in html) == (code == "ar")


def test_the_french_address_has_no_prefix_and_no_other_page_changes_language(client):
    assert '<html lang="fr">' in client.get("/", headers={"accept-language": "ar"}).content.decode()
    assert client.get("/fr/").status_code == client.get("/ar/propositions/").status_code == 404
    assert client.get("/ar/admin/").status_code == client.get("/de/").status_code == 404


def test_a_language_leaves_no_cookie_and_no_varying_page(client):
    response = client.get("/ar/")
    assert not response.cookies
    assert "Accept-Language" not in response.headers.get("Vary", "")


def test_each_page_of_the_path_names_its_twins(client):
    html = client.get("/ar/nous-rejoindre/").content.decode()
    twins = dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="[^"]*?:8000([^"]+)">', html))
    assert twins == {"fr": "/nous-rejoindre/"} | {code: f"/{code}/nous-rejoindre/" for code in CODES}
    assert "hreflang" not in client.get("/propositions/").content.decode()


@pytest.mark.parametrize("path", [*PATH, "/nous-rejoindre/acteur/", "/nous-rejoindre/acteur/?aide"])
def test_no_french_is_left_unmarked_on_an_arabic_page(client, path):
    """Arabic needs no Latin letter: what is written with them is a name, or was forgotten."""
    make_meeting(title="Bilan de rue", audience="everyone", place=make_place(name="Salle Ronsard"))
    make_action(title="Tour du marché", text="Rencontrer.")
    make_council(habitants=3, acteurs=1)
    assert not re.findall("[a-zéèêàç]{3,}", words_in_no_language_but_the_page(client.get(f"/ar{path}")), re.I)


def test_the_mistakes_of_a_candidacy_are_said_in_the_language_of_the_page(client):
    response = client.post("/ar/nous-rejoindre/acteur/", {"email": "@"})
    assert response.status_code == 422
    assert not re.findall("[a-zéèêàç]{3,}", words_in_no_language_but_the_page(response), re.I)


def words_in_no_language_but_the_page(response):
    html = response.content.decode().partition("<main ")[2].partition(">")[2].partition("</main>")[0]
    html = re.sub(r"<(\w+)(?:\s[^>]*)?\slang=\"fr\"[^>]*>.*?</\1>|<svg.*?</svg>", "", html, flags=re.S)
    text = unescape(re.sub("<[^>]+>", " ", html))
    return re.sub("PDF|CNIL|e-mail|\\S+@\\S+|Conseil Citoyen des Clos", "", text)


def test_a_page_says_that_nobody_has_checked_its_words_until_somebody_does(client, identity):
    assert "nobody has checked it yet" in client.get("/en/").content.decode()
    identity.en_is_reviewed = True
    identity.save()
    assert "nobody has checked it yet" not in client.get("/en/").content.decode()


@pytest.mark.once
def test_every_language_can_be_said_reviewed():
    assert all(hasattr(SiteIdentity, f"{code}_is_reviewed") for code in CODES)


def test_a_translated_questionnaire_is_asked_in_its_language(client, survey):
    html = client.get(f"/ar{URL}").content.decode()
    assert "[ar] Habitez-vous ici ?" in html
    assert "[ar] Oui" in html
    assert "الجزء 1 من 2" in html


def test_a_half_translated_questionnaire_stays_in_french(client, survey):
    translation = survey.translations.get()
    del translation.texts["Habitez-vous ici ?"]
    translation.save()
    assert client.get(f"/ar{URL}").headers["Location"] == URL
    assert 'formaction="/ar' not in client.get(URL).content.decode()


def test_changing_language_on_the_way_loses_nothing(client, survey):
    idea = questions(survey)[4]
    data = {"token": ripe_token(), "step": "2", "stay": "", f"q{idea.pk}": "Des bancs"}
    html = client.post(f"/ar{URL}", data).content.decode()
    assert "[ar] Pour finir" in html
    assert "Des bancs" in html


def test_the_enter_key_goes_on_and_changes_no_language(client, survey):
    """A browser then presses the first button of the form, in the order of the page."""
    buttons = re.findall(r'<button[^>]*type="submit"[^>]*name="(\w+)"', client.get(f"/ar{URL}").content.decode())
    assert buttons[0] == "go" and "stay" in buttons


def test_mistakes_are_said_in_the_language_of_the_page(client, survey):
    html = client.post(f"/ar{URL}", {"token": ripe_token(), "step": "1"}).content.decode()
    assert "يوجد جوابان للتصحيح" in html
    assert "هذا السؤال إلزامي" in html


def test_an_answer_in_any_language_is_the_same_answer(client, survey):
    response = client.post(f"/ar{URL}", full_post(survey))
    assert response.headers["Location"] == f"/ar{URL}merci/"
    assert SurveyAnswer.objects.count() == 7
    assert "شكرًا، جوابك مسجل" in client.get(f"/ar{URL}merci/").content.decode()


def test_a_sentence_that_changes_is_translated_anew(survey):
    question = questions(survey)[0]
    question.text = "Vivez-vous ici ?"
    question.save()
    assert SurveyTranslation.objects.offered(Survey.objects.get().questionnaire()) == {}


def test_a_copy_takes_the_translations_along(survey):
    copy = survey.duplicate("copie", "Un autre titre")
    assert list(SurveyTranslation.objects.offered(copy.questionnaire())) == ["ar"]


def test_a_translation_says_that_it_waits_for_a_reader(client, survey):
    assert "ترجمة تنتظر المراجعة" in client.get(f"/ar{URL}").content.decode()
    survey.translations.update(is_reviewed=True)
    assert "ترجمة تنتظر المراجعة" not in client.get(f"/ar{URL}").content.decode()


def test_a_translation_changes_words_and_nothing_else(survey):
    french = survey.questionnaire()
    other = translated(french, survey.translations.get().texts)
    assert [item.name for item in other.items] == [item.name for item in french.items]
    assert translated(french, {}) is french


def test_the_president_writes_a_translation_sentence_by_sentence(technician_client):
    survey = make_open_survey()
    address = f"/admin/surveys/survey/{survey.pk}/traductions/"
    french = sentences(survey.questionnaire())
    page = technician_client.get(f"{address}?langue=tr").content.decode()
    assert all(f">{sentence}</label>" in page for sentence in french)
    data = {name_of(sentence): f"TR {sentence}" for sentence in french}
    technician_client.post(f"{address}?langue=tr", data | {name_of(french[3]): "  "})
    assert not SurveyTranslation.objects.offered(survey.questionnaire())
    technician_client.post(f"{address}?langue=tr", data | {"is_reviewed": "on"})
    assert SurveyTranslation.objects.offered(survey.questionnaire())["tr"].is_reviewed


def test_a_visitor_of_the_back_office_translates_nothing(client):
    survey = make_open_survey()
    assert client.get(f"/admin/surveys/survey/{survey.pk}/traductions/").status_code == 302


def test_settings_offer_french_first():
    assert [code for code, _ in settings.LANGUAGES] == ["fr", "en", "pt", "tr", "ar"]
