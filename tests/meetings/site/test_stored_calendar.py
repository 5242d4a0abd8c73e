"""The stored calendar files: never older than the database, whoever changed what."""

import datetime

import icalendar
import pytest
import time_machine
import vobject
from django.urls import get_resolver, resolve
from django.utils import timezone

from council.models import Place
from meetings.models import Meeting
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from publishing.feeds import cached_response, calendar_file
from tests.events.make import make_event
from tests.meetings.make import EVENING, make_commission, make_draft, make_item, make_meeting, make_place

pytestmark = pytest.mark.django_db
FEED = "/agenda/calendrier.ics"
# Each with how many entries it has in the test of the one writer.
CALENDARS = {
    FEED: 2,
    "/agenda/plenieres.ics": 1,
    "/agenda/commissions/communication.ics": 1,
    "/agenda/une.ics": 1,
    "/calendrier/tout.ics": 3,
    "/calendrier/vie-du-quartier.ics": 1,
}


@pytest.fixture(autouse=True)
def _in_march_2030():
    with time_machine.travel("2030-03-01T12:00:00+01:00", tick=False):
        yield


def text(client, path=FEED):
    return client.get(path).content.decode().replace("\r\n ", "")


def events(client, path=FEED):
    return icalendar.Calendar.from_ical(client.get(path).content).walk("VEVENT")


@pytest.fixture
def meeting(client):
    """Its calendar is already written."""
    place = make_place(name="La salle", address="1 rue Neuve")
    meeting = make_meeting(reference="une", start_time=EVENING, place=place)
    make_item(meeting, "Le jardin")
    text(client)
    return meeting


def later(meeting, **fields):
    Meeting.objects.filter(pk=meeting.pk).update(**fields)


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (lambda m: later(m, title="Nouveau titre"), "Nouveau titre"),
        (lambda m: later(m, public_note="Apportez une chaise."), "Apportez une chaise."),
        (lambda m: type(m.place).objects.update(name="Autre salle"), "Autre salle"),
        (lambda m: type(m.place).objects.update(access_note="Porte de gauche"), "Porte de gauche"),
        (lambda m: type(m.place).objects.update(accessibility="oui"), "Accessible en fauteuil roulant"),
        (lambda m: m.agenda_items.update(title="Le marché"), "Le marché"),
        (lambda m: make_item(m, "Un point de plus"), "Un point de plus"),
        (lambda m: later(m, audience="members"), "pour les membres"),
        (lambda m: later(m, is_example=True), "exemple inventé"),
        (lambda m: later(m, end_time=datetime.time(20, 30)), "DTEND:20300321T193000Z"),
        (lambda m: m.cancel("Neige."), "STATUS:CANCELLED"),
    ],
)
def test_every_change_shows_at_once(client, meeting, change, seen):
    assert seen not in text(client)
    change(meeting)
    assert seen in text(client)


@pytest.mark.parametrize("change", [{"publication": "withdrawn"}, {"publication": "draft"}])
def test_what_is_withdrawn_is_gone_at_once(client, meeting, change):
    later(meeting, **change)
    assert events(client) == []


def test_a_scheduled_meeting_appears_at_its_moment(client, meeting):
    soon = timezone.now() + datetime.timedelta(hours=1)
    make_meeting(reference="deux", publication="scheduled", publish_from=soon)
    assert len(events(client)) == 1
    with time_machine.travel("2030-03-01T13:00:00+01:00", tick=False):
        assert len(events(client)) == 2


def test_a_day_that_passes_without_a_word_is_a_new_version(client, meeting):
    [before] = events(client)
    with time_machine.travel("2030-03-22T08:00:00+01:00", tick=False):
        [after] = events(client)
        meeting.hold()
        [held] = events(client)
    assert [e["status"] for e in (before, after, held)] == ["CONFIRMED", "TENTATIVE", "CONFIRMED"]
    assert before["sequence"] < after["sequence"] < held["sequence"]
    assert before.decoded("dtstamp") < after.decoded("dtstamp") <= held.decoded("dtstamp")


def test_nothing_is_written_again_while_nothing_changed(client, meeting, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(calendar_file, "calendar_of", None)
    with django_assert_num_queries(2):
        etag = client.get(FEED)["ETag"]
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 304


def test_the_comparison_reads_every_column_that_the_file_is_built_from():
    read, _ = Meeting.objects.for_calendar().query.sql_with_params()
    for model in (Meeting, Place):
        for field in model._meta.concrete_fields:
            assert f'"{model._meta.db_table}"."{field.column}"' in read


def test_a_line_added_to_the_one_writer_is_in_every_calendar_of_the_portal(client, meeting, monkeypatch):
    """Also one that says what no calendar said before of the place."""
    commission = make_commission(reference="communication")
    make_meeting(reference="deux", kind="commission", commission=commission, place=meeting.place)
    make_event(place=meeting.place)
    write = calendar_file._event

    def with_two_more(entry, today):
        event = write(entry, today)
        event.add("geo", (48.44, 1.49))
        event.add("comment", entry.place.reference)
        return event

    monkeypatch.setattr(calendar_file, "_event", with_two_more)
    cached_response.forget()
    found = {path: (text(client, path).count("GEO:48.44;1.49"), len(events(client, path))) for path in CALENDARS}
    assert found == {path: (count, count) for path, count in CALENDARS.items()}
    assert all(str(event["comment"]) == meeting.place.reference for path in CALENDARS for event in events(client, path))


def test_no_calendar_of_the_portal_is_left_out_of_the_list_above():
    views = {pattern.callback for pattern in _patterns(get_resolver()) if ".ics" in str(pattern.pattern)}
    assert views == {resolve(path).func for path in CALENDARS}


def _patterns(resolver):
    for pattern in resolver.url_patterns:
        yield from _patterns(pattern) if hasattr(pattern, "url_patterns") else [pattern]


@pytest.mark.parametrize("count", [1, 40])
def test_a_rebuilt_file_costs_few_queries(client, count, django_assert_max_num_queries):
    for _ in range(count):
        make_item(make_meeting(place=make_place()))
    with django_assert_max_num_queries(5):
        client.get(FEED)


def test_each_calendar_holds_its_own(client):
    commission = make_commission(reference="communication", name="Commission Communication")
    make_meeting(reference="pleniere")
    make_meeting(reference="travail", kind="commission", commission=commission)
    make_draft(kind="commission", commission=commission)

    def pages(path):
        return [str(event["url"]).split("/")[-2] for event in events(client, path)]

    assert pages("/agenda/plenieres.ics") == ["pleniere"]
    assert pages("/agenda/commissions/communication.ics") == ["travail"]
    assert "Commission Communication" in text(client, "/agenda/commissions/communication.ics")
    commission.publication = "draft"
    commission.save()
    assert client.get("/agenda/commissions/communication.ics").status_code == 404


def test_what_has_no_exact_day_is_left_out_with_a_note(client, meeting):
    make_meeting(when=ImpreciseDate(Precision.UNKNOWN), state="postponed")
    assert "1 rendez-vous n’est pas dans ce calendrier" in text(client)
    assert "X-WR-CALDESC" in text(client)


def test_vobject_reads_the_same_as_icalendar(client, meeting):
    hostile = "a;b,c\\n\nEND:VEVENT\r\nX:1 🎉" + "é" * 90
    make_meeting(
        title="Hostile; et, compagnie\\", public_note=hostile, start_time=EVENING, place=make_place(name="É;,")
    )
    read = list(vobject.readOne(text(client)).vevent_list)
    found = {str(event["uid"]): event for event in events(client)}
    assert len(read) == len(found) == 2
    for event in read:
        same = found[event.uid.value]
        assert event.summary.value == same["summary"]
        assert event.dtstart.value == same.decoded("dtstart")
        assert event.description.value == same["description"]


def test_a_place_renamed_in_the_admin_is_a_new_version_of_its_meetings(client, technician_client, meeting):
    [before] = events(client)
    data = {"name": "Salle neuve", "reference": meeting.place.reference, "state_as_of": ""}
    assert technician_client.post(f"/admin/council/place/{meeting.place_id}/change/", data).status_code == 302
    [after] = events(client)
    assert after["sequence"] > before["sequence"]
    assert "Salle neuve" in after["location"]


def test_the_number_of_version_never_goes_down(technician_client, technician, client, meeting):
    meeting.cancel("Neige.")
    meeting.reinstate()
    meeting.confirm(datetime.date(2030, 3, 1))
    meeting.keep()
    meeting.refresh_from_db()
    assert meeting.sequence == 4
