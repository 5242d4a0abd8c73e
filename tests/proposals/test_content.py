"""The content packs of the room say what the document says, and nothing else."""

import datetime
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from clos_portal.packs.content_pack import read_pack
from proposals.models import Chapter, Decision, Passage, Proposal
from proposals.register.window import window
from proposals.rules.status import Status
from publishing.dates.freshness import freshness
from tests.as_read import tight

CONTENT = Path(settings.BASE_DIR) / "content"
STATEMENTS = {
    row["id"]: row["verbatim"] for row in yaml.safe_load((CONTENT / "clos" / "source" / "statements.yaml").read_text())
}
WANTED = {"PR1", "PR2", "PR3", "PR4", "PR5", "PR6", "PR7", "PR8", "PR9", "PV0", "PV1", "PV2", "PV3", "PV4", "PV5"}


@pytest.fixture
def real(db):
    call_command("loaddata", CONTENT / "clos" / "proposals.yaml", verbosity=0)


def records(folder="."):
    day = datetime.date(2026, 1, 1)
    return [record for record in read_pack(CONTENT / "clos" / folder, day) if record["model"].startswith("proposals.")]


def test_the_window_counts_23_panes_5_of_them_validated(real):
    shown = window(Proposal.objects.published().real())
    lines = [f"{line.count} {line.label}" for line in shown.legend]
    assert (shown.total, lines) == (23, ["5 propositions validées citées par le document", "18 à compléter"])


def test_loading_twice_changes_nothing(real):
    call_command("loaddata", CONTENT / "clos" / "proposals.yaml", verbosity=0)
    assert (Proposal.objects.count(), Decision.objects.count(), Chapter.objects.count()) == (23, 5, 3)


def test_titles_are_those_of_the_document(real):
    titles = [title.lower() for title in Proposal.objects.exclude(title="").values_list("title", flat=True)]
    assert titles == [STATEMENTS[f"PV{number}"].lower() for number in range(1, 6)]


def test_what_is_not_known_stays_empty(real):
    garden = Proposal.objects.get(title="Le déploiement d’un jardin partagé")
    assert garden.chapter is None
    assert not Proposal.objects.exclude(commissions=None).exists()
    assert all(proposal.is_chapter_inferred for proposal in Proposal.objects.exclude(chapter=None))
    assert {line.when.label for line in Decision.objects.all()} == {"date à préciser"}


@pytest.mark.parametrize("record", records(), ids=lambda record: str(record["fields"].get("number", record["model"])))
def test_each_real_record_quotes_the_document(record):
    fields = record["fields"]
    quoted = [STATEMENTS[reference] for reference in fields["source_ids"].split()]
    assert fields["source_text"].split("\n") == quoted
    assert fields["state_as_of"] == "l’été 2018"
    assert not fields.get("is_example")


def test_each_statement_of_the_dossier_is_said(real):
    rows = [
        *Passage.objects.published(),
        *Proposal.objects.published(),
        *Decision.objects.published(),
        *Chapter.objects.all(),
    ]
    assert {reference for row in rows for reference in row.source_ids.split()} >= WANTED


@pytest.mark.parametrize("folder", [".", "demo"])
def test_each_status_is_that_of_the_last_line_of_the_journal(folder):
    statuses = {}
    for record in records(folder):
        fields = record["fields"]
        if record["model"] == "proposals.decision":
            before = statuses[fields["proposal"][0]]["journal"]
            assert (fields["previous_status"], fields["line"]) == (before[-1], len(before))
            assert Status(fields["status"]) in Status(before[-1]).then
            before.append(fields["status"])
        elif record["model"] == "proposals.proposal":
            statuses[fields["number"]] = {"status": fields.get("status", "to_complete"), "journal": ["to_complete"]}
    assert all(life["status"] == life["journal"][-1] for life in statuses.values())


def test_every_demo_proposal_says_example_and_each_status_is_there():
    fields = [record["fields"] for record in records("demo") if record["model"] == "proposals.proposal"]
    assert all(f["is_example"] and f["title"].startswith("Exemple\u00a0:") and f["number"] > 900 for f in fields)
    assert {f.get("status", "to_complete") for f in fields} == set(Status.values)


def test_the_list_of_the_real_content(client, identity, real):
    html = tight(client.get("/propositions/").text)
    assert "18 autres propositions&nbsp;: titres à compléter" in html
    assert "état à l’été 2018" in html
    assert "NPNRU (nouveau programme national de renouvellement urbain)" in html
    assert html.count("<article") == 5


def test_the_age_of_the_page_gives_way_once_all_is_confirmed(real):
    for row in [*Proposal.objects.all(), *Passage.objects.all()]:
        row.confirm(datetime.date(2026, 1, 2))
    assert freshness([*Passage.objects.all(), *Proposal.objects.all()]).label == "mis à jour le 2 janvier 2026"
