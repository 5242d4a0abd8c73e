import gzip

import pytest

from surveys.demo import add_example_answers
from surveys.models import Survey
from surveys.open_results import COLUMNS, result_rows
from tests.surveys.make import TODAY, full_post, make_open_survey, make_small_survey

pytestmark = pytest.mark.django_db


def make_published_survey(people=60, **fields):
    survey = make_small_survey(**fields)
    survey.open(TODAY)
    add_example_answers(survey, people, TODAY)
    survey.close(TODAY)
    survey.publish_results(TODAY)
    return survey


def test_without_published_results_the_page_says_so(client):
    make_open_survey()
    assert "Aucun résultat n’est publié pour le moment" in client.get("/resultats/").content.decode()


def test_results_are_a_table_with_bars_and_a_warning(client):
    make_published_survey()
    html = client.get("/resultats/avis/").content.decode()
    assert "Ce n’est pas un sondage" in html
    assert '<th scope="row">Le calme' in html
    assert "style=" not in html
    assert '<rect class="b-fill" width="' in html


def test_paper_and_online_come_first(client):
    survey = make_published_survey()
    content = survey.published_results.content
    html = client.get("/resultats/avis/").content.decode()
    assert f"<strong>{content['paper']}</strong> sur papier" in html
    assert html.index("sur papier") < html.index("Habitez-vous ici")


def test_free_texts_are_never_published(client):
    make_published_survey()
    html = client.get("/resultats/avis/").content.decode()
    assert "Texte d’exemple" not in html
    assert "Elles ne sont pas publiées" in html


def test_results_are_public_once_published_only(client):
    survey = make_published_survey()
    survey.withdraw_results(TODAY)
    assert client.get("/resultats/avis/").status_code == 404
    assert result_rows() == []


def test_an_example_says_so_everywhere(client):
    make_published_survey(is_example=True)
    for url in ("/resultats/", "/resultats/avis/", "/questionnaire/avis/", "/questionnaire/avis/merci/"):
        assert "exemple" in client.get(url).content.decode()
    assert {row["exemple"] for row in result_rows()} == {"exemple"}


def test_open_data_shows_what_the_page_shows():
    survey = make_published_survey()
    shown = [q for part in survey.published_results.content["parts"] for q in part["questions"]]
    rows = result_rows()
    assert all(row.keys() == COLUMNS.keys() for row in rows)
    assert [row["nombre"] for row in rows if row["reponse"]] == [
        "" if o["count"] is None else o["count"] for q in shown for o in q["options"]
    ]
    assert not {1, 2, 3, 4} & {row["nombre"] for row in rows}


@pytest.mark.parametrize("people", [6, 300])
def test_results_cost_the_same_whatever_the_number_of_people(client, identity, people, django_assert_num_queries):
    make_published_survey(people)
    with django_assert_num_queries(2):
        client.get("/resultats/avis/")


@pytest.mark.parametrize("number", [1, 50])
def test_the_list_costs_the_same_whatever_the_number_of_surveys(client, identity, number, django_assert_num_queries):
    survey = make_published_survey()
    for index in range(number):
        copy = survey.duplicate(f"copie-{index}", "Copie")
        Survey.objects.filter(pk=copy.pk).update(state=Survey.State.OPEN)
    with django_assert_num_queries(3):
        client.get("/resultats/")


def test_a_screen_costs_three_queries(client, identity, django_assert_num_queries):
    make_open_survey()
    with django_assert_num_queries(3):
        client.get("/questionnaire/avis/")


def test_sending_costs_six_statements(client, django_assert_num_queries):
    data = full_post(make_open_survey())
    with django_assert_num_queries(6):
        client.post("/questionnaire/avis/", data)


def test_the_first_screen_is_light(client, identity):
    make_open_survey()
    assert len(gzip.compress(client.get("/questionnaire/avis/").content)) < 8_000
