import datetime

import icalendar
import pytest
import time_machine
import vobject

from events.models import Event
from publishing.publishable import Publication
from tests.events.make import make_event
from tests.meetings.make import make_meeting

pytestmark = pytest.mark.django_db
SEVEN = datetime.time(19)


def parsed(client, name="tout"):
    return icalendar.Calendar.from_ical(client.get(f"/calendrier/{name}.ics").content).walk("VEVENT")


def test_meetings_and_events_are_in_one_calendar_and_events_alone_in_another(client):
    make_meeting(title="Plénière")
    make_event(title="Fête")
    assert {str(event["summary"]) for event in parsed(client)} == {"Plénière", "Fête"}
    assert [str(event["summary"]) for event in parsed(client, "vie-du-quartier")] == ["Fête"]


@pytest.mark.parametrize(("day", "hour"), [("2030-01-10", 18), ("2030-07-10", 17)])
def test_seven_in_the_evening_is_seven_in_winter_and_in_summer(client, day, hour):
    make_event(starts_on=day, start_time=SEVEN)
    [event] = parsed(client)
    assert event["dtstart"].dt.hour == hour and event["dtstart"].dt.utcoffset() == datetime.timedelta(0)


def test_a_meeting_and_an_event_of_the_same_name_are_two(client):
    make_meeting(reference="fete")
    make_event(reference="fete")
    assert len({str(event["uid"]) for event in parsed(client)}) == 2


def test_a_cancelled_event_stays_and_says_so(client):
    make_event(title="Bal", cancellation_reason="Il pleut.")
    [event] = parsed(client)
    assert event["status"] == "CANCELLED" and event["summary"] == "Annulé\u00a0: Bal"
    assert "Annulé\u00a0: Il pleut." in event["description"]


def test_an_event_over_known_days_is_one_entry_of_all_its_days(client):
    make_event(precision="range", starts_on="2030-11-20", ends_on="2030-11-30")
    [event] = parsed(client)
    assert event.decoded("dtend") - event.decoded("dtstart") == datetime.timedelta(days=11)
    assert event["transp"] == "TRANSPARENT"


def test_its_page_does_not_ask_for_a_day_that_is_known(client):
    event = make_event(precision="range", starts_on="2030-11-20", ends_on="2030-11-30")
    assert "jour à préciser" not in client.get(event.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("name", "page"), [("tout", "/calendrier/"), ("vie-du-quartier", "/vie-du-quartier/")])
def test_what_has_no_known_day_is_counted_without_calling_it_a_meeting(client, settings, name, page):
    settings.SITE_URL = "https://clos.exemple.fr"
    make_event(precision="month")
    text = client.get(f"/calendrier/{name}.ics").content.decode().replace("\r\n ", "")
    assert "1 rendez-vous n’est pas dans ce calendrier" in text and f"https://clos.exemple.fr{page}" in text
    assert "réunion n’est pas" not in text


def test_an_event_keeps_its_name_when_its_address_and_the_site_change(client, settings):
    event = make_event()
    [before] = parsed(client)
    settings.SITE_URL = "https://nouveau.exemple.fr"
    Event.objects.filter(pk=event.pk).update(reference="autre")
    [after] = parsed(client)
    assert before["uid"] == after["uid"] and "127.0.0.1" not in after["uid"]


def test_a_draft_is_nowhere(client):
    make_event(title="Zanzibar", publication=Publication.DRAFT)
    for address in ["/calendrier/", "/calendrier/tout.ics", "/vie-du-quartier/actualites.atom"]:
        assert "Zanzibar" not in client.get(address).content.decode()


def test_hostile_text_is_read_back_the_same_by_two_readers(client):
    title = "Fête; avec, des\\ signes\r\nATTENDEE:mailto:a@b.fr 😀"
    make_event(title=title[:160])
    content = client.get("/calendrier/tout.ics").content
    assert b"\nATTENDEE" not in content
    summary = vobject.readOne(content.decode()).vevent.summary.value
    assert summary == str(parsed(client)[0]["summary"])


def test_who_has_the_calendar_already_gets_304(client):
    make_event()
    first = client.get("/calendrier/tout.ics")
    assert client.get("/calendrier/tout.ics", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_the_page_shows_what_comes_in_order(client):
    with time_machine.travel("2026-11-23 12:00"):
        make_event(title="Après", starts_on="2026-12-02")
        make_meeting(title="Avant", starts_on="2026-12-01")
        make_event(title="Passé", starts_on="2026-11-01")
        page = client.get("/calendrier/").content.decode()
    assert page.index("Avant") < page.index("Après") and "Passé" not in page


@pytest.mark.parametrize("count", [1, 40])
def test_the_feed_costs_the_same_whatever_the_number(client, django_assert_max_num_queries, count):
    for _ in range(count):
        make_event()
        make_meeting()
    with django_assert_max_num_queries(6):
        client.get("/calendrier/tout.ics")
    with django_assert_max_num_queries(3):
        client.get("/calendrier/tout.ics")


def test_a_meeting_whose_day_is_still_to_be_found_comes_last(client):
    with time_machine.travel("2026-11-23 12:00"):
        make_meeting(title="Un jour", precision="unknown", starts_on=None)
        make_meeting(title="Avant", starts_on="2026-12-01")
        page = client.get("/calendrier/").content.decode()
    assert page.index("Avant") < page.index("Un jour")
