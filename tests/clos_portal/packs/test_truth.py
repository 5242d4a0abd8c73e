"""What the source does not say is marked as deduced; what it credits is credited; what is dated keeps its date."""

import datetime

import pytest
import yaml
from django.conf import settings

from clos_portal.packs.content_pack import load_pack
from council.models import Action
from meetings.models import Meeting
from walks.models import Walk

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)
CORRECTIONS = yaml.safe_load((settings.BASE_DIR / "content/clos/corrections.yaml").read_text(encoding="utf-8"))


def as_before():
    """The pack as it was loaded before its corrections."""
    load_pack(settings.COUNCIL.folder, TODAY)
    models = {"meetings.meeting": Meeting, "walks.walk": Walk, "council.action": Action}
    for correction in CORRECTIONS:
        rows = models[correction["model"]].objects.filter(reference=correction["reference"])
        assert rows.update(**correction["was"]) == 1


def test_only_what_the_source_calls_plenary_is_called_so_without_a_mark():
    load_pack(settings.COUNCIL.folder, TODAY)
    plenary = Meeting.objects.filter(kind="pleniere")
    assert (plenary.count(), plenary.filter(is_kind_inferred=True).count()) == (23, 17)
    for meeting in plenary:
        said = "plénières" in meeting.source_text
        assert meeting.is_kind_inferred is not said and ("plénière" in meeting.title) is said


@pytest.mark.parametrize(
    "address",
    [
        "/agenda/pleniere-2018-09-20/",
        "/agenda/?periode=passees",
        "/donnees-ouvertes/reunions.csv",
        "/calendrier/tout.ics",
    ],
)
def test_a_deduced_nature_is_marked_wherever_it_is_read(client, address):
    load_pack(settings.COUNCIL.folder, TODAY)
    Meeting.objects.exclude(reference="pleniere-2018-09-20").delete()
    text = client.get(address).text.replace("\r\n ", "")
    assert "nature à confirmer" in text and "Séance plénière</a>" not in text


def test_the_lost_photo_of_the_walk_keeps_its_place_and_its_credit(client):
    load_pack(settings.COUNCIL.folder, TODAY)
    page = client.get("/marches/marche-du-29-juin-2017/").text
    assert "photo-empty" in page and "© Marie-Laure KIRZIN-PRADEL" in page


def test_the_sentence_on_the_convention_carries_the_date_of_its_source(client):
    load_pack(settings.COUNCIL.folder, TODAY)
    [sentence] = [
        s for s in Action.objects.get(reference="convention-de-renouvellement-urbain").text.split(". ") if "6 ans" in s
    ]
    assert "été 2018" in sentence and "s’élaborent" in sentence


def test_an_existing_database_gets_the_corrections_once():
    as_before()
    assert len(load_pack(settings.COUNCIL.folder, TODAY).corrected) == len(CORRECTIONS) == 19
    assert (
        not load_pack(settings.COUNCIL.folder, TODAY).corrected and not load_pack(settings.COUNCIL.folder, TODAY).edited
    )


def test_what_the_presidency_wrote_or_confirmed_is_left_as_it_is():
    as_before()
    edited, confirmed = Meeting.objects.filter(reference__startswith="pleniere-2018").order_by("pk")[:2]
    Meeting.objects.filter(pk=edited.pk).update(title="Assemblée")
    Meeting.objects.filter(pk=confirmed.pk).update(updated_on=TODAY)
    load_pack(settings.COUNCIL.folder, TODAY)
    assert Meeting.objects.get(pk=edited.pk).title == "Assemblée"
    assert Meeting.objects.get(pk=confirmed.pk).title == "Séance plénière"


def test_the_count_of_plenary_meetings_says_how_many_are_only_deduced(client):
    load_pack(settings.COUNCIL.folder, TODAY)
    assert "dont 17 à confirmer" in client.get("/agenda/").text
