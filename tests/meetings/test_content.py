"""The meetings of the source document: all of them, with its words, and nothing it does not say."""

import datetime

import pytest
import time_machine
import yaml
from django.conf import settings
from django.core.management import call_command

from meetings.models import Attendance, Meeting, Postponement

CONTENT = settings.BASE_DIR / "content"
PACKS = [CONTENT / "clos" / f"{room}.yaml" for room in ("council", "members", "meetings")]
RECORDS = [record["fields"] for record in yaml.safe_load(PACKS[-1].read_text(encoding="utf-8"))]
SOURCE = yaml.safe_load((CONTENT / "clos" / "source" / "statements.yaml").read_text(encoding="utf-8"))
STATEMENTS = {statement["id"]: statement["verbatim"] for statement in SOURCE}
HELD = """2017-02-23 2017-05-11 2017-06-26 2017-09-21 2017-10-19 2017-12-07
2018-01-18 2018-02-22 2018-03-22 2018-04-19 2018-05-24 2018-06-14 2018-06-28"""
PROGRAMMED = [
    ("2018-09-20", 19, True),
    ("2018-10-25", 17, True),
    ("2018-11-29", 17, False),
    ("2018-12-13", 17, False),
    ("2019-01-17", 19, True),
    ("2019-02-21", 19, True),
    ("2019-03-21", 19, True),
    ("2019-04-25", 19, True),
    ("2019-05-23", 19, True),
    ("2019-06-20", 19, True),
]


@pytest.fixture
def real_content(db):
    call_command("loaddata", *PACKS, verbosity=0)


@pytest.mark.parametrize("fields", RECORDS, ids=lambda fields: fields["reference"])
def test_a_record_keeps_the_words_of_its_statements(fields):
    assert fields["source_text"] == "\n".join(STATEMENTS[name] for name in fields["source_ids"].split())
    assert fields["state_as_of"] == "l’été 2018"
    assert fields["publication"] == "published"


def test_what_the_agenda_owes_to_the_source_is_there():
    shown = {name for fields in RECORDS for name in fields["source_ids"].split()}
    assert shown == {
        "RE1",
        "RE2",
        "RE3",
        "RE4",
        "GO1",
        "MA2",
        "IN1",
        "IN3",
        *(f"RP{number:02d}" for number in range(1, 11)),
    }


def test_the_thirteen_meetings_held_have_neither_time_nor_place(real_content):
    held = Meeting.objects.filter(kind=Meeting.Kind.PLENARY, state=Meeting.State.HELD).in_order()
    assert [meeting.starts_on.isoformat() for meeting in held] == HELD.split()
    assert not [meeting for meeting in held if meeting.start_time or meeting.place]


def test_the_ten_programmed_meetings_have_the_times_and_places_of_the_source(real_content):
    planned = Meeting.objects.filter(state=Meeting.State.PLANNED).with_place().in_order()
    found = [(m.starts_on.isoformat(), m.start_time.hour, m.place is not None) for m in planned]
    assert found == PROGRAMMED
    assert {m.place.reference for m in planned if m.place} == {"mpt-des-petits-clos"}
    assert {m.starts_on.weekday() for m in planned} == {3}


def test_the_eight_commission_meetings_are_a_period_without_a_commission(real_content):
    eight = Meeting.objects.filter(kind=Meeting.Kind.COMMISSION)
    assert {(m.when.label, m.commission) for m in eight} == {("entre mars et mai 2018", None)}
    assert len(eight) == 8


def test_the_three_representations_have_the_dates_of_the_source(real_content):
    three = Meeting.objects.filter(kind=Meeting.Kind.REPRESENTATION).in_order()
    assert [m.when.label for m in three] == ["année 2018", "mai 2018", "date à préciser"]


def test_the_doubtful_ones_tell_the_editors_why(real_content):
    doubtful = Meeting.objects.filter(is_doubtful=True)
    assert not doubtful.filter(editor_note="").exists()
    assert doubtful.filter(source_ids__contains="RE1").count() == 6
    assert doubtful.filter(source_ids="RE2").count() == 7


def test_nothing_is_invented_beside_the_meetings(real_content):
    assert Meeting.objects.count() == 34
    assert not Meeting.objects.examples().exists()
    assert not Attendance.objects.exists()
    assert not Postponement.objects.exists()


def test_loading_twice_changes_nothing(real_content):
    before = list(Meeting.objects.order_by("pk").values())
    call_command("loaddata", PACKS[-1], verbosity=0)
    assert list(Meeting.objects.order_by("pk").values()) == before


def test_the_agenda_of_the_source_is_honest_and_light(client, real_content):
    html = client.get("/agenda/").content.decode()
    assert "Aucune date à venir n’est connue." in html
    assert html.count("Programmée à l’été 2018") == 10
    assert html.count('class="date-tile') == 27
    assert "8 réunions de commission" in html
    assert "état à l’été 2018" in html


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("pleniere-2017-02-23", "un nouveau président du Conseil a été élu"),
        (
            "pleniere-2017-10-19",
            "les observations de la marche exploratoire ont été partagées avec les élus et les services de la Ville.",
        ),
        ("pleniere-2018-11-29", "lieu à confirmer"),
        ("lancement-du-contrat-de-ville", "date à préciser"),
    ],
)
def test_each_page_says_what_the_source_says(client, real_content, reference, words):
    html = client.get(f"/agenda/{reference}/").content.decode()
    assert words in html
    assert "5 réunions" not in html


def test_the_examples_are_marked_and_counted_from_the_day_of_loading(real_content):
    with time_machine.travel("2030-03-01T12:00:00+01:00", tick=False):
        call_command("load_demo", verbosity=0)
        examples = Meeting.objects.examples().in_order()
        assert examples.filter(state=Meeting.State.HELD).count() == 3
        assert Meeting.objects.around(datetime.date(2030, 3, 1)).next.starts_on == datetime.date(2030, 3, 22)
    assert not Attendance.objects.filter(meeting__is_example=False).exists()
    assert not Attendance.objects.filter(member__is_example=False).exists()
    for attendance in Attendance.objects.select_related("member", "meeting"):
        college = attendance.college
        attendance.settle_college()
        assert attendance.college == college
