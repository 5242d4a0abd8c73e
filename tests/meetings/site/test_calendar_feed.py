"""The calendar files, read back by two other programs."""

import datetime
from zoneinfo import ZoneInfo

import icalendar
import ics
import pytest
import time_machine

from meetings.models import Meeting
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from tests.meetings.make import EVENING, exact, make_draft, make_item, make_meeting, make_place

pytestmark = pytest.mark.django_db
UTC, PARIS = datetime.UTC, ZoneInfo("Europe/Paris")
HOSTILE = "Fête; à 19 h, \\n ici\r\nATTENDEE:mailto:x@y.fr\r\nEND:VEVENT\u2028\x07🎉" + "é" * 200


@pytest.fixture(autouse=True)
def _in_march_2030():
    with time_machine.travel("2030-03-01T12:00:00+01:00", tick=False):
        yield


def feed(client, path="/agenda/calendrier.ics"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def events(client, path="/agenda/calendrier.ics"):
    """Read by icalendar, once ics agreed on the number and the moments."""
    text = feed(client, path)
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    second = {event.uid: event for event in ics.Calendar(text).events}
    assert len(second) == len(found)
    for event in found:
        if isinstance(event.decoded("dtstart"), datetime.datetime):
            assert second[str(event["uid"])].begin.datetime == event.decoded("dtstart")
    return found


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ((2030, 1, 17), 18),
        ((2030, 7, 18), 17),
        ((2030, 3, 30), 18),
        ((2030, 3, 31), 17),
        ((2030, 10, 26), 17),
        ((2030, 10, 27), 18),
        ((2028, 2, 29), 18),
        ((2030, 12, 31), 18),
    ],
)
def test_19_h_stays_19_h_through_both_clock_changes(client, day, hour):
    make_meeting(when=exact(*day, EVENING))
    [event] = events(client)
    assert event.decoded("dtstart") == datetime.datetime(*day, hour, tzinfo=UTC)
    assert event.decoded("dtstart").astimezone(PARIS).hour == 19
    assert event["dtstart"].to_ical().endswith(b"Z")


def test_a_meeting_may_end_after_midnight(client):
    make_meeting(when=exact(2030, 12, 31, datetime.time(23), datetime.time(0, 30)))
    [event] = events(client)
    assert event.decoded("dtend") - event.decoded("dtstart") == datetime.timedelta(minutes=90)


def test_an_end_that_nobody_knows_takes_two_hours_and_says_so(client):
    make_meeting(start_time=EVENING)
    make_meeting(when=exact(2030, 3, 31, datetime.time(1)))
    for event in events(client):
        assert event.decoded("dtend") - event.decoded("dtstart") == datetime.timedelta(hours=2)
        assert "L’heure de fin n’est pas connue" in event["description"]


def test_a_known_end_is_not_called_unknown(client):
    make_meeting(when=exact(2030, 3, 21, EVENING, datetime.time(20)))
    [event] = events(client)
    assert "L’heure de fin" not in event["description"]


def test_a_day_that_is_only_marked_leaves_its_reader_free(client):
    make_meeting()
    make_meeting(start_time=EVENING)
    make_meeting(start_time=EVENING).cancel("Neige.")
    assert [event.get("transp") for event in events(client)] == ["TRANSPARENT", None, "TRANSPARENT"]


def test_a_meeting_over_known_days_lasts_all_of_them(client):
    days = datetime.date(2030, 3, 20), datetime.date(2030, 3, 22)
    meeting = make_meeting(when=ImpreciseDate(Precision.RANGE, *days))
    [event] = events(client, f"/agenda/{meeting.reference}.ics")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (days[0], datetime.date(2030, 3, 23))
    assert "Ajouter à mon calendrier" in client.get(meeting.get_absolute_url()).content.decode()


def test_whole_months_are_no_known_days(client):
    make_meeting(when=ImpreciseDate(Precision.RANGE, datetime.date(2030, 3, 1), datetime.date(2030, 5, 31)))
    assert events(client) == []


def test_the_address_of_the_page_is_also_in_the_text(client, settings):
    settings.SITE_URL = "https://clos.exemple.fr"
    meeting = make_meeting()
    [event] = events(client)
    assert event["description"].endswith(f"\nhttps://clos.exemple.fr{meeting.get_absolute_url()}")


@pytest.mark.parametrize(
    ("day", "following"),
    [((2028, 2, 28), (2028, 2, 29)), ((2028, 2, 29), (2028, 3, 1)), ((2029, 12, 31), (2030, 1, 1))],
)
def test_without_a_time_the_day_is_whole(client, day, following):
    make_meeting(when=exact(*day))
    [event] = events(client)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (datetime.date(*day), datetime.date(*following))
    assert b"VALUE=DATE" in event.to_ical()


def test_an_imprecise_date_is_left_out(client):
    make_meeting(precision=Precision.MONTH)
    make_meeting(when=ImpreciseDate(Precision.UNKNOWN), reference="un-jour")
    assert events(client) == []
    assert client.get("/agenda/un-jour.ics").status_code == 404


def test_the_address_of_an_event_never_changes_and_its_version_grows(client, technician, settings):
    settings.SITE_URL = "https://ancienne.exemple.fr"
    meeting = make_meeting(reference="seance", start_time=EVENING)
    [before] = events(client)
    with time_machine.travel("2030-03-02T08:00:00+01:00", tick=False):
        Meeting.objects.filter(pk=meeting.pk).update(reference="pleniere")
        meeting.postpone(exact(2030, 4, 18, EVENING), by=technician, reason="Neige.")
    settings.SITE_URL = "https://clos.exemple.fr"
    [after] = events(client)
    assert before["uid"] == after["uid"] == meeting.calendar_uid
    assert (before["sequence"], after["sequence"]) == (0, 2)
    assert after.decoded("last-modified") == after.decoded("dtstamp") == datetime.datetime(2030, 3, 2, 7, tzinfo=UTC)
    assert after["url"] == "https://clos.exemple.fr/agenda/pleniere/"


def test_a_cancelled_meeting_stays_and_says_so(client):
    make_meeting().cancel("Neige.")
    [event] = events(client)
    assert (event["status"], event["summary"]) == ("CANCELLED", "Annulée\u00a0: Séance plénière")
    assert "Neige." in event["description"]


def test_a_past_meeting_stays_and_what_nobody_confirmed_is_tentative(client):
    make_meeting(when=exact(2018, 6, 28), state=Meeting.State.HELD)
    make_meeting(when=exact(2018, 9, 20))
    assert [event["status"] for event in events(client)] == ["CONFIRMED", "TENTATIVE"]


def test_an_example_says_so_in_its_title(client):
    make_meeting(is_example=True)
    [event] = events(client)
    assert event["summary"] == "Exemple\u00a0: Séance plénière"
    assert "exemple inventé" in event["description"]


def test_an_unknown_place_is_said_not_invented(client):
    make_meeting()
    make_meeting(place=make_place(name="La salle", address="1 rue Neuve"))
    unknown, known = events(client)
    assert "location" not in unknown
    assert "Lieu à confirmer." in unknown["description"]
    assert known["location"] == "La salle, 1 rue Neuve"


def test_hostile_words_stay_words(client):
    place = make_place(name=HOSTILE[:120])
    make_item(make_meeting(title=HOSTILE[:160], public_note=HOSTILE, place=place), title=HOSTILE[:200])
    [event] = events(client)
    assert "attendee" not in event
    assert "🎉" in event["description"]
    assert "ATTENDEE:mailto:x@y.fr\nEND:VEVENT" in event["description"]
    lines = feed(client).encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if b"\r" in line or b"\n" in line or b"\x07" in line]


def test_what_is_withdrawn_leaves_the_file_at_once(client):
    meeting = make_meeting()
    make_draft()
    assert len(events(client)) == 1
    Meeting.objects.filter(pk=meeting.pk).update(publication="withdrawn")
    assert events(client) == []


def test_one_file_holds_one_meeting(client):
    make_meeting(reference="une")
    make_meeting()
    assert len(events(client, "/agenda/une.ics")) == 1


def test_its_name_and_the_while_before_it_is_asked_again_are_written_as_the_format_wants(client):
    meeting = make_meeting()
    head = feed(client, f"/agenda/{meeting.reference}.ics").partition("BEGIN:VEVENT")[0].replace("\r\n ", "")
    assert "\\, Agenda du " in head and "X-PUBLISHED-TTL:PT12H" in head


def test_the_file_is_a_calendar_for_every_program(client):
    response = client.get("/agenda/calendrier.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert response.content.endswith(b"END:VCALENDAR\r\n")


def test_what_did_not_change_is_not_sent_again(client, technician):
    meeting = make_meeting()
    etag = client.get("/agenda/calendrier.ics")["ETag"]
    assert client.get("/agenda/calendrier.ics", headers={"If-None-Match": etag}).status_code == 304
    meeting.cancel("Neige.")
    assert client.get("/agenda/calendrier.ics", headers={"If-None-Match": etag}).status_code == 200


def test_the_page_gives_the_address_that_phones_understand(client, settings):
    settings.SITE_URL = "https://clos.exemple.fr"
    html = client.get("/agenda/").content.decode()
    assert 'href="webcal://clos.exemple.fr/agenda/calendrier.ics"' in html
    assert "https://clos.exemple.fr/agenda/calendrier.ics" in html
