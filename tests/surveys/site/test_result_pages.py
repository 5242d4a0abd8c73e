"""The published results as a resident reads them: a list of questions, then one page each, and the same as files."""

import csv
import gzip
import io
import json
import re
from html import unescape

import pytest
import tablib

from surveys.demo import add_example_answers
from surveys.figures.published import from_content
from surveys.figures.reading import Reading
from surveys.models import FreeText, Survey
from surveys.site.open_results import COLUMNS, result_rows
from tests.as_read import one_line, tight
from tests.surveys.make import TODAY, make_open_survey, make_small_survey, questions

pytestmark = pytest.mark.django_db
QUESTION = "/resultats/avis/question-{}/"
FILE = "/resultats/avis/donnees.{}"


def make_published_survey(people=60, **fields):
    survey = make_small_survey(**fields)
    survey.open(TODAY)
    add_example_answers(survey, people, TODAY)
    survey.close(TODAY)
    survey.publish_results(TODAY)
    return survey


def read(client, url):
    return one_line(client.get(url).content.decode())


def test_without_published_results_the_page_says_so(client):
    make_open_survey()
    assert "Aucun résultat n’est publié pour le moment" in read(client, "/resultats/")


def test_a_closed_questionnaire_whose_results_are_not_out_yet_is_announced(client):
    survey = make_open_survey(title="Le parc")
    assert "Les résultats ne sont pas publiés" not in read(client, "/resultats/")
    survey.close(TODAY)
    html = read(client, "/resultats/")
    assert "Le parc" in html and "Les résultats ne sont pas publiés." in html


def test_results_are_a_list_of_questions_and_a_warning(client):
    make_published_survey()
    html = tight(read(client, "/resultats/avis/"))
    assert "Ce n’est pas un sondage" in html
    assert f'<a href="{QUESTION.format(3)}">Qu’aimez-vous ?</a>' in html
    assert "<table" not in html


def test_each_page_says_from_which_day_to_which_day_people_answered(client):
    survey = make_published_survey()
    days = survey.answering_days
    assert days == "On pouvait répondre le 20 septembre 2018."
    for url in ("/resultats/", "/resultats/avis/", QUESTION.format(1), "/resultats/avis/affichettes/1/"):
        assert days in read(client, url)


def test_a_question_with_too_few_answers_is_told_in_the_list(client):
    make_published_survey(6)
    assert "Trop peu de réponses pour les montrer." in read(client, "/resultats/avis/")


def test_what_the_council_does_of_an_answer_is_on_its_page_and_in_the_list(client):
    make_published_survey().poster_notes.create(number=3, follow_up="Nous posons deux bancs.")
    for url in ("/resultats/avis/", QUESTION.format(3)):
        assert "Nous posons deux bancs." in read(client, url)
    assert "Nous posons deux bancs." not in read(client, QUESTION.format(4))


def test_a_page_without_hidden_figures_does_not_explain_them(client):
    survey = make_published_survey()
    pages = [page for _, pages in Reading(survey.published_results.results).pages for page in pages]
    assert {page.shows_all for page in pages} == {True, False}
    for page in pages:
        assert ("Pourquoi" in read(client, QUESTION.format(page.number))) != page.shows_all


def test_a_question_is_a_table_with_bars(client):
    make_published_survey()
    html = tight(read(client, QUESTION.format(3)))
    assert '<th scope="row">Le calme' in html
    assert '<rect class="b-fill" width="' in html
    assert "style=" not in html


def test_a_grid_shows_all_its_lines_on_one_page(client):
    make_published_survey()
    html = read(client, QUESTION.format(4))
    assert "Les parkings" in html and "L’école" in html
    assert "Question 5" in html and "Question 3" in html


def test_a_question_that_does_not_exist_is_not_found(client):
    make_published_survey()
    assert client.get(QUESTION.format(6)).status_code == 404


def test_paper_and_online_are_on_every_page(client):
    survey = make_published_survey()
    paper = survey.published_results.content["paper"]
    for url in ("/resultats/avis/", QUESTION.format(1)):
        assert f"<strong>{paper}</strong> sur papier" in read(client, url)


def test_the_homes_that_the_council_counts_give_a_rate(client):
    make_published_survey(homes=240)
    for url in ("/resultats/avis/", QUESTION.format(1)):
        assert "25 réponses pour 100 logements" in read(client, url)


def test_without_a_number_of_homes_no_rate_is_told(client):
    make_published_survey()
    assert "logements" not in read(client, "/resultats/avis/")


def test_a_question_put_to_some_says_to_whom(client):
    survey = make_published_survey(people=200)
    asked = from_content(survey.published_results.content).question(2)
    html = read(client, QUESTION.format(2))
    assert "aux personnes qui n’ont pas répondu «\u00a0Non\u00a0» à la question 1" in html
    assert asked.concerned is not None and f"soit {asked.concerned} personnes" in html


def test_free_texts_are_shown_once_read_and_only_then(client):
    survey = make_published_survey()
    assert "Texte d’exemple" not in read(client, QUESTION.format(5))
    text = FreeText.objects.filter(survey=survey, question=questions(survey)[4]).first()
    FreeText.objects.filter(pk=text.pk).update(decision="shown", text="Des bancs <b>partout</b>")
    html = read(client, QUESTION.format(5))
    assert "Des bancs &lt;b&gt;partout&lt;/b&gt;" in html and "Texte d’exemple" not in html
    assert "Des bancs" not in read(client, QUESTION.format(4))


def test_a_text_of_a_hidden_question_is_not_shown(client):
    survey = make_published_survey()
    idea = questions(survey)[4]
    FreeText.objects.filter(question=idea).update(decision="shown")
    content = survey.published_results.content
    content["parts"][1]["questions"][-1] |= {"base": None, "non_answers": None}
    survey.published_results.save()
    assert "Texte d’exemple" not in read(client, QUESTION.format(5))


def test_the_texts_beside_a_hidden_option_are_not_shown(client):
    """Two texts beside «Autre», masked, would say that two people ticked it, or more."""
    survey = make_published_survey()
    FreeText.objects.filter(survey=survey).delete()
    likes = questions(survey)[2]
    FreeText.objects.create(
        survey=survey, question=likes, choice=likes.choices.last(), text="Le four", decision="shown"
    )
    content = survey.published_results.content
    for count, is_there in ((12, True), (None, False)):
        content["parts"][1]["questions"][0]["options"][-1]["count"] = count
        survey.published_results.save()
        assert ("Le four" in read(client, QUESTION.format(3))) == is_there


@pytest.mark.parametrize("url", ["/resultats/avis/", QUESTION.format(1), FILE.format("csv")])
def test_results_are_public_once_published_only(client, url):
    survey = make_published_survey()
    assert client.get(url).status_code == 200
    survey.withdraw_results(TODAY)
    assert client.get(url).status_code == 404
    assert result_rows() == []


def test_an_example_says_so_everywhere(client):
    make_published_survey(is_example=True)
    for url in ("/resultats/", "/resultats/avis/", QUESTION.format(1), "/questionnaire/avis/"):
        assert "exemple" in read(client, url)
    assert {row["exemple"] for row in result_rows()} == {"exemple"}


def told_on(html):
    """(answer, what its cells say) for each line of the tables of a page."""
    lines = re.findall(r'<tr><th scope="row">([^<]+).*?</th>(.*?)</tr>', tight(html), re.DOTALL)
    return [(unescape(label).strip(), re.findall(r"<td[^>]*>(?:<span>)?([^<]+)", cells)) for label, cells in lines]


def test_open_data_shows_what_the_pages_show_cell_by_cell(client):
    make_published_survey(people=40)
    rows = [row for row in result_rows() if row["reponse"]]
    pages = [line for number in range(1, 6) for line in told_on(read(client, QUESTION.format(number)))]
    assert len(rows) == len(pages) and {row["masque"] for row in rows} == {"", "masqué"}
    for row, (label, (count, *percent)) in zip(rows, pages, strict=True):
        assert (row["reponse"], row["masque"] or str(row["nombre"])) == (label, count)
        assert row["nombre"] not in {1, 2, 3, 4} and (row["nombre"] == "") == (row["masque"] != "")
        assert percent in ([row["masque"] or f"{row['part']}\u00a0%"], []) and (percent or row["part"] == "")


def test_the_middle_of_numbers_is_in_the_files_as_on_the_page(client):
    survey = make_published_survey()
    content = survey.published_results.content
    content["parts"][1]["questions"][-1] |= {"kind": "number", "base": 40, "non_answers": 20, "median": 33}
    survey.published_results.save()
    assert "La moitié a répondu <strong>33</strong> ou moins" in read(client, QUESTION.format(5))
    assert [row["mediane"] for row in result_rows() if row["numero"] == 5] == [33]


def test_the_files_say_from_which_day_to_which_day_one_could_answer(client):
    survey = make_published_survey()
    days = {(row["du"], row["au"]) for row in result_rows()}
    assert days == {(survey.opens_on.isoformat(), survey.closes_on.isoformat())}


def as_texts(rows):
    return [[str(value) for value in row] for row in rows]


def test_every_file_has_the_same_mask(client):
    make_published_survey(people=40)
    expected = as_texts(row.values() for row in result_rows())
    assert any("masqué" in row for row in expected)
    assert list(csv.reader(io.StringIO(client.get(FILE.format("csv")).content.decode("utf-8-sig"))))[1:] == expected
    for_excel = client.get(FILE.format("excel.csv")).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(for_excel), delimiter=";"))[1:] == [
        [cell.replace(".", ",") if re.fullmatch(r"-?\d+\.\d+", cell) else cell for cell in row] for row in expected
    ]
    assert as_texts(r.values() for r in json.loads(client.get(FILE.format("json")).content)["lignes"]) == expected
    for extension in ("xlsx", "ods"):
        sheet = tablib.Dataset().load(client.get(FILE.format(extension)).content, format=extension)
        assert [["" if c in (None, "None") else str(c).removesuffix(".0") for c in row] for row in sheet] == expected


def test_a_question_that_looks_like_a_formula_stays_a_text(client):
    survey = make_small_survey(title="=1+1")
    survey.open(TODAY)
    add_example_answers(survey, 30, TODAY)
    survey.close(TODAY)
    survey.publish_results(TODAY)
    assert "'=1+1" in client.get(FILE.format("csv")).content.decode()


def test_the_columns_are_explained_in_a_file(client):
    make_published_survey()
    dictionary = client.get("/resultats/avis/dictionnaire.csv").content.decode()
    assert all(column in dictionary for column in COLUMNS)
    assert FILE.format("excel.csv") in client.get("/resultats/avis/").text
    assert client.get("/resultats/avis/dictionnaire.excel.csv").content.decode("utf-8-sig").startswith("colonne;sens")
    assert client.get("/resultats/avis/dictionnaire.exe").status_code == 404


@pytest.mark.parametrize("people", [40, 200])
def test_results_cost_the_same_whatever_the_number_of_people(client, identity, people, django_assert_num_queries):
    make_published_survey(people)
    with django_assert_num_queries(3):
        client.get("/resultats/avis/")
    with django_assert_num_queries(6):
        client.get(QUESTION.format(1))


@pytest.mark.parametrize("number", [1, 50])
def test_the_list_costs_the_same_whatever_the_number_of_surveys(client, identity, number, django_assert_num_queries):
    survey = make_published_survey()
    for index in range(number):
        copy = survey.duplicate(f"copie-{index}", "Copie")
        Survey.objects.filter(pk=copy.pk).update(state=Survey.State.OPEN)
    with django_assert_num_queries(4):
        client.get("/resultats/")


def test_a_page_of_results_is_light(client, identity):
    make_published_survey(300)
    assert len(gzip.compress(client.get(QUESTION.format(4)).content)) < 8_000
