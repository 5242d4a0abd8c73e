import dataclasses
import datetime

import pytest

from clos_portal.models import ContentPack
from clos_portal.packs.content_pack import AnotherCouncil, load_pack, read_pack
from council.models import Place
from meetings.models import Meeting
from members.models import Commission

TODAY = datetime.date(2026, 3, 2)
PACK = """
- model: council.place
  fields: {reference: mpt, name: MPT des Petits Clos}
- model: council.place
  fields: {reference: boulangerie, name: Boulangerie des Petits Clos}
"""


@pytest.fixture
def pack(settings, tmp_path, db):
    """Writes a pack of the council room and loads it."""

    def load(text):
        (tmp_path / "council.yaml").write_text(text, encoding="utf-8")
        return load_pack(tmp_path, TODAY)

    settings.COUNCIL = dataclasses.replace(settings.COUNCIL, folder=tmp_path)

    return load


def test_the_first_load_adds_every_record(pack):
    assert len(pack(PACK).added) == 2
    assert Place.objects.count() == 2


def test_a_second_load_changes_nothing_and_has_nothing_to_say(pack):
    pack(PACK)
    again = pack(PACK)
    assert not again.added and not again.edited and not again.deleted


def test_what_a_person_edited_stays_and_is_listed(pack):
    pack(PACK)
    Place.objects.filter(reference="mpt").update(name="La MPT")
    assert pack(PACK).edited == ["council.place:mpt"]
    assert Place.objects.get(reference="mpt").name == "La MPT"


def test_what_a_person_deleted_does_not_come_back(pack):
    pack(PACK)
    Place.objects.get(reference="mpt").delete()
    assert pack(PACK).deleted == ["council.place:mpt"]
    assert not Place.objects.filter(reference="mpt").exists()


def test_what_hung_on_a_deleted_record_is_deleted_too_and_stops_nothing(pack):
    commission = "\n- model: members.commission\n  fields: {reference: essai, name: Essai}\n"
    meeting = (
        "- model: meetings.meeting\n  fields: {reference: m, title: M, kind: "
        "commission, starts_on: 2026-01-05, commission: [essai]}\n"
    )
    pack(PACK + commission + meeting)
    Meeting.objects.get(reference="m").delete()
    Commission.objects.get(reference="essai").delete()
    report = pack(PACK + commission + meeting)
    assert report.deleted == ["members.commission:essai", "meetings.meeting:m"]


def test_a_newer_pack_adds_only_what_is_new(pack):
    pack(PACK)
    Place.objects.get(reference="mpt").delete()
    report = pack(PACK + "- model: council.place\n  fields: {reference: gien, name: Gien}\n")
    assert report.added == ["council.place:gien"]
    assert report.deleted == ["council.place:mpt"]


def test_a_broken_pack_leaves_nothing_half_loaded(pack):
    with pytest.raises(Exception, match="nowhere"):
        pack(PACK + "- model: council.nowhere\n  fields: {name: Rien}\n")
    assert not Place.objects.exists() and not ContentPack.objects.exists()


def test_two_councils_never_share_a_database(pack, tmp_path):
    pack(PACK)
    ContentPack.objects.update(name="autre-conseil")
    with pytest.raises(AnotherCouncil, match="autre-conseil"):
        pack(PACK)


def test_the_days_of_the_examples_are_counted_from_the_loading(tmp_path):
    (tmp_path / "meetings.yaml").write_text("- {a: '@today+21', b: '@today-1', c: '@today'}")
    assert list(read_pack(tmp_path, TODAY)) == [{"a": "2026-03-23", "b": "2026-03-01", "c": "2026-03-02"}]
