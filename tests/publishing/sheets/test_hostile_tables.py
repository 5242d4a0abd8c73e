"""What a table asks for is not what it costs: measured in processes of their own."""

import json
import os
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.publishing.hostile_tables import TABLES

pytestmark = pytest.mark.once
IMPORTS = ["admin:members_member_import", "admin:proposals_proposal_import"]


@pytest.fixture(scope="module")
def reports():
    command = [sys.executable, "-m", "tests.publishing.hostile_tables"]
    settings = {"DJANGO_SETTINGS_MODULE": "clos_portal.settings"}
    done = subprocess.run(command, capture_output=True, check=True, env=os.environ | settings)
    return {report["file"]: report for report in json.loads(done.stdout)}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_asks_for_much_is_refused_in_one_sentence_at_little_cost(reports, name):
    report = reports[name]
    [sentence] = report["said"]
    assert sentence.startswith(("Ce tableau est", "Ce fichier ne se lit pas"))
    assert report["MB"] < 50 and report["s"] < 2


@pytest.mark.django_db
@pytest.mark.parametrize("page", IMPORTS)
def test_the_page_of_an_import_says_which_cell_is_too_far(technician_client, page):
    sheet = SimpleUploadedFile("tableau.xlsx", TABLES["far.xlsx"]())
    html = technician_client.post(reverse(page), {"sheet": sheet}).content.decode()
    assert "la cellule XFD1048576 est remplie" in html
