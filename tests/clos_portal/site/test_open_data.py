import csv
import io
import json

import pytest
import tablib

from clos_portal.site.open_data import DATASETS
from meetings.models import Meeting
from proposals.models import Proposal
from publishing.publishable import Publication
from tests.portal import kept_for_the_module, load_everything
from tests.test_every_page import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _site(django_db_setup, django_db_blocker):
    yield from kept_for_the_module(django_db_blocker, lambda: load_everything(TODAY))


def rows(client, name):
    text = client.get(f"/donnees-ouvertes/{name}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_a_french_excel_reads_the_same_lines_in_columns(client, dataset):
    link = f"/donnees-ouvertes/{dataset.name}.excel.csv"
    lines = client.get(link).content.decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(lines), delimiter=";")) == rows(client, dataset.name)
    page = client.get("/donnees-ouvertes/").text
    assert link in page and "pour Excel en français (CSV avec des points-virgules)" in page


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_csv_and_json_say_the_same_with_every_column_explained(client, dataset):
    from_json = json.loads(client.get(f"/donnees-ouvertes/{dataset.name}.json").content)
    from_csv = rows(client, dataset.name)
    assert from_csv and len(from_csv) == len(from_json["lignes"])
    assert set(from_csv[0]) == set(from_json["colonnes"]) == set(from_json["lignes"][0])


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_an_invented_row_says_so(client, dataset):
    marks = {row["exemple"] for row in rows(client, dataset.name)}
    assert marks <= {"", "exemple"} and (dataset.name == "commissions" or "exemple" in marks)


def test_what_is_not_published_is_not_in_the_files(client):
    Proposal.objects.create(number=101, title="Zanzibar")
    Meeting.objects.create(reference="m", title="Zanzibar", starts_on="2026-01-05", publication=Publication.WITHDRAWN)
    assert "Zanzibar" not in str(rows(client, "propositions") + rows(client, "reunions"))


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_a_spreadsheet_has_the_lines_of_the_csv(client, extension):
    content = client.get(f"/donnees-ouvertes/propositions.{extension}").content
    assert len(tablib.Dataset().load(content, format=extension)) == len(rows(client, "propositions"))


def test_an_unknown_file_is_a_404(client):
    assert client.get("/donnees-ouvertes/membres.csv").status_code == 404
    assert client.get("/donnees-ouvertes/propositions.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_a_file_costs_the_same_whatever_its_length(django_assert_max_num_queries, client, count):
    for number in range(101, 101 + count):
        Proposal.objects.create(number=number, title=f"Idée {number}", publication=Publication.PUBLISHED)
    with django_assert_max_num_queries(5):
        client.get("/donnees-ouvertes/propositions.csv")
