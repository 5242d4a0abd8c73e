"""The remaining proposals from a spreadsheet: looked at first, then all or nothing."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from proposals.desk.proposal_import import COLUMNS, PROPOSALS
from proposals.models import Decision, Proposal
from proposals.rules.status import Status
from tests.proposals.make import make_chapter, make_commission, make_proposal

pytestmark = pytest.mark.django_db
PAGE = "/admin/proposals/proposal/importer/"
NOTHING = [" ", "\u00a0\u202f", "\u200b\ufeff"]


def sheet(*lines):
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.title for column in COLUMNS], delimiter=";")
    writer.writeheader()
    writer.writerows(lines)
    return SimpleUploadedFile("propositions.csv", text.getvalue().encode())


def rejected(**changes):
    decision = {"Titre": "Un pont", "Décision": "rejetée", "Décidée par": "la Ville", "Raison": "Trop cher."}
    return decision | changes


def test_a_line_fills_an_empty_proposal_and_keeps_its_number():
    make_proposal(number=7, title="")
    make_chapter(name="Mobilité")
    make_commission(name="Communication")
    line = {"Numéro": "7", "Titre": "Des pistes", "Chapitre": "mobilite", "Commissions": "communication"}
    PROPOSALS.apply(PROPOSALS.check(sheet(line | {"Origine": "Le questionnaire", "Coût estimé": "1200"})).token)
    filled = Proposal.objects.get()
    assert (filled.number, filled.title, filled.cost, filled.origin) == (7, "Des pistes", 1200, "questionnaire")
    assert (filled.chapter.name, filled.commissions.get().name) == ("Mobilité", "Communication")


def test_a_look_saves_nothing():
    assert PROPOSALS.check(sheet({"Titre": "Un pont"})).is_valid
    assert not Proposal.objects.exists()


def test_a_new_one_is_a_draft_after_the_last_real_one():
    make_proposal(number=23)
    make_proposal(number=901, is_example=True)
    PROPOSALS.apply(PROPOSALS.check(sheet({"Titre": "Un pont"})).token)
    assert list(Proposal.objects.filter(publication="draft").values_list("number", flat=True)) == [24]


def test_a_decision_goes_through_the_verb_and_waits_to_be_published():
    make_proposal(number=7, title="")
    PROPOSALS.apply(PROPOSALS.check(sheet(rejected(Numéro="7"))).token)
    proposal = Proposal.objects.get()
    assert (proposal.status, proposal.decided_status) == (Status.TO_COMPLETE, Status.REJECTED)
    assert Decision.objects.get().reason == "Trop cher."


@pytest.mark.parametrize("reason", ["", *NOTHING])
def test_a_rejection_without_words_is_refused(reason):
    preview = PROPOSALS.check(sheet(rejected(Raison=reason)))
    assert "Dites pourquoi" in preview.refused[0].errors[0]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"Titre": ""}, "Écrivez le titre"),
        ({"Numéro": "5", "Titre": "Autre"}, "a déjà un titre"),
        ({"Titre": "Un pont", "Chapitre": "Lune"}, "n’existe pas"),
        ({"Titre": "Un pont", "Décision": "peut-être"}, "n’est pas prévu"),
        ({"Titre": "Un pont", "Coût estimé le": "hier"}, "28/06/2018"),
        ({"Titre": "Un pont", "Coût estimé le": "28/06/2018"}, "Donnez le coût"),
        (rejected(**{"Décidée par": ""}), "Dites qui a décidé"),
    ],
)
def test_what_is_wrong_is_said_line_by_line_and_nothing_is_kept(line, sentence):
    make_proposal(number=5, title="Connue")
    preview = PROPOSALS.check(sheet({"Titre": "Juste"}, line | {"Lieu": "Partout"}))
    assert sentence in " ".join(preview.refused[0].errors)
    PROPOSALS.apply(preview.token)
    assert Proposal.objects.count() == 1


def test_the_president_imports_from_the_admin(technician_client):
    html = technician_client.post(PAGE, {"sheet": sheet({"Titre": "Un pont"})}).text
    token = re.search(r'name="token" value="([^"]+)"', html)[1]
    technician_client.post(PAGE, {"token": token})
    assert Proposal.objects.get().title == "Un pont"


def test_a_visitor_cannot_import(client):
    client.post(PAGE, {"sheet": sheet({"Titre": "Un pont"})})
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(("typed", "found"), [("Jardins", "Jardins"), ("jardin", "Jardins"), ("الحدائق", None)])
def test_a_commission_is_the_one_that_is_named_never_a_neighbour(typed, found):
    for name in ("Jardin partagé", "Jardins partagés", "Jardins", "التنقل"):
        make_commission(name=name, reference=f"c{len(name)}")
    preview = PROPOSALS.check(sheet({"Titre": "Un pont", "Commissions": typed}))
    assert preview.is_valid is bool(found)
    if found:
        PROPOSALS.apply(preview.token)
        assert Proposal.objects.get().commissions.get().name == found
    assert PROPOSALS.check(sheet({"Titre": "Un pont", "Commissions": "jardin partage"})).refused
