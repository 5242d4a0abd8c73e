"""The pages of the agenda: what they say, what they hide, what they cost."""

import datetime
import json
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from publishing.feeds import cached_response
from tests.as_read import tight
from tests.meetings.make import (
    EVENING,
    exact,
    make_attendance,
    make_commission,
    make_draft,
    make_item,
    make_meeting,
    make_place,
)

pytestmark = pytest.mark.django_db
MARCH = datetime.date(2030, 3, 21)
HOSTILE = "<script>alert(1)</script>\"'&"


@pytest.fixture(autouse=True)
def _in_march_2030():
    with time_machine.travel("2030-03-01T12:00:00+01:00", tick=False):
        yield


def html_of(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return tight(response.content.decode())


@pytest.mark.parametrize("path", ["/agenda/", "/agenda/mois/"])
def test_without_any_meeting_the_page_says_so(client, path):
    assert "Aucune réunion n’est encore publiée." in html_of(client, path)


def test_when_everything_is_past_the_page_says_so_plainly(client):
    make_meeting(starts_on=datetime.date(2018, 9, 20), state_as_of="l’été 2018")
    html = html_of(client, "/agenda/")
    assert "Aucune date à venir n’est connue." in html
    assert "Programmée à l’été 2018\u00a0; nous ne savons pas si elle a eu lieu." in html


def test_a_meeting_to_come_replaces_that_sentence(client):
    make_meeting(starts_on=MARCH, start_time=EVENING)
    html = html_of(client, "/agenda/")
    assert "Aucune date à venir" not in html
    assert "jeudi 21 mars 2030 à 19\u00a0h" in html
    assert "lieu à confirmer" in html


def test_a_meeting_marked_as_held_is_no_longer_doubtful(client):
    make_meeting(starts_on=datetime.date(2018, 9, 20), state=Meeting.State.HELD)
    assert "nous ne savons pas" not in html_of(client, "/agenda/")


def test_eight_meetings_known_by_their_period_make_one_line(client):
    period = {
        "precision": Precision.RANGE,
        "starts_on": datetime.date(2018, 3, 1),
        "ends_on": datetime.date(2018, 5, 31),
    }
    for _ in range(8):
        make_meeting(kind=Meeting.Kind.COMMISSION, title="Réunion de commission", state=Meeting.State.HELD, **period)
    html = html_of(client, "/agenda/")
    assert "8 réunions de commission" in html
    assert html.count('class="date-tile') == 1


@pytest.mark.parametrize(
    "query", ["", "?nature=pleniere", "?nature=commission", "?nature=representation", "?commission=communication"]
)
def test_a_filter_announces_as_many_meetings_as_it_shows(client, query):
    communication = make_commission(reference="communication")
    for kind, count in [("pleniere", 3), ("commission", 2), ("representation", 1)]:
        for _ in range(count):
            make_meeting(kind=kind, commission=communication if kind == "commission" else None)
    html = html_of(client, f"/agenda/{query}")
    announced = re.search(r'aria-current="true">[^<]*<span class="n">(\d+)</span>', html)
    assert int(announced[1]) == html.count('class="date-tile')


def test_a_filter_nobody_knows_leaves_everything(client):
    make_meeting()
    assert html_of(client, "/agenda/?nature=%00x&commission=rien&page=zut").count('class="date-tile') == 1


def test_an_unpublished_commission_is_not_named(client):
    secret = make_commission(name="Commission secrète", publication="draft")
    meeting = make_meeting(kind=Meeting.Kind.COMMISSION, commission=secret, title="Réunion")
    assert "secrète" not in html_of(client, "/agenda/") + html_of(client, meeting.get_absolute_url())


@pytest.mark.parametrize(
    "fields",
    [
        {"publication": "draft"},
        {"publication": "withdrawn"},
        {"publication": "scheduled", "publish_from": "2030-03-02T00:00Z"},
    ],
)
def test_what_is_not_published_is_nowhere(client, fields):
    make_meeting(title="Connue", starts_on=datetime.date(2030, 3, 28))
    hidden = make_meeting(title="Cachée", **fields)
    for path in [f"/agenda/{hidden.reference}/", f"/agenda/{hidden.reference}.ics", "/agenda/n-existe-pas/"]:
        assert "Cachée" not in html_of(client, path, status=404)
    for path in ["/agenda/", "/agenda/2030/03/", "/agenda/mois/", "/agenda/calendrier.ics"]:
        assert "Cachée" not in html_of(client, path)


def test_a_month_with_drafts_only_does_not_exist(client):
    make_meeting(starts_on=datetime.date(2030, 2, 1))
    make_draft(starts_on=datetime.date(2030, 4, 1))
    html_of(client, "/agenda/2030/04/", status=404)


def test_the_month_opens_on_the_last_one_with_something(client):
    make_meeting(starts_on=datetime.date(2019, 6, 20))
    make_meeting(starts_on=datetime.date(2018, 9, 20))
    html = html_of(client, "/agenda/mois/")
    assert "<caption>Juin 2019</caption>" in html
    assert "/agenda/2018/09/" in html
    assert '<link rel="canonical" href="http://127.0.0.1:8000/agenda/2019/06/">' in html


@pytest.mark.parametrize(
    "path",
    [
        "/agenda/2018/08/",
        "/agenda/2019/07/",
        "/agenda/2018/13/",
        "/agenda/2018/9/",
        "/agenda/0000/01/",
        "/agenda/9999/12/",
    ],
)
def test_other_months_do_not_exist(client, path):
    make_meeting(starts_on=datetime.date(2019, 6, 20))
    make_meeting(starts_on=datetime.date(2018, 9, 20))
    html_of(client, path, status=404)


def test_a_day_of_the_table_is_a_link_that_says_the_day_and_the_meeting(client):
    meeting = make_meeting(starts_on=MARCH)
    html = html_of(client, "/agenda/2030/03/")
    assert html.count('scope="col"') == 7
    assert f'<a href="{meeting.get_absolute_url()}"><span aria-hidden="true">21</span>' in html
    assert "jeudi 21 mars\u00a0: Séance plénière" in html


def test_the_page_of_a_meeting_says_what_is_unknown(client):
    html = html_of(client, make_meeting().get_absolute_url())
    assert "lieu à confirmer" in html
    assert "heure à confirmer" in html


def test_a_moved_meeting_says_where_it_was_and_why(client, technician):
    meeting = make_meeting(start_time=EVENING)
    meeting.postpone(exact(2030, 4, 18, EVENING), by=technician, reason="La salle est prise.")
    html = html_of(client, meeting.get_absolute_url())
    assert "Elle était prévue le jeudi 21 mars 2030 à 19\u00a0h. Raison du report\u00a0: La salle est prise." in html
    assert technician.email not in html


def test_a_cancelled_meeting_stays_with_its_reason(client):
    make_meeting().cancel("La salle est fermée.")
    html = html_of(client, "/agenda/")
    assert "Annulée." in html
    assert "La salle est fermée." in html


def test_an_imprecise_date_has_no_calendar_button_but_a_sentence(client):
    meeting = make_meeting(precision=Precision.MONTH, starts_on=datetime.date(2030, 5, 1))
    html = html_of(client, meeting.get_absolute_url())
    assert "n’est pas assez précise pour un calendrier" in html
    assert ".ics" not in html.replace("calendrier.ics", "")


@pytest.mark.parametrize("path", ["/agenda/", "/agenda/2030/03/", "/agenda/exemple/"])
def test_an_example_says_so_everywhere(client, path):
    make_meeting(reference="exemple", is_example=True)
    assert '<span class="example">exemple</span>' in html_of(client, path)


def test_a_figure_that_counts_examples_says_so(client):
    make_meeting(is_example=True)
    make_meeting(starts_on=datetime.date(2020, 1, 1), is_example=True)
    make_meeting()
    html = html_of(client, "/agenda/")
    assert '<span class="n">3</span><span class="small-text">dont 2 exemples</span>' in html
    assert "1 réunion, dont 1 exemple" in html


def test_hostile_words_stay_words(client):
    place = make_place(name=HOSTILE, address=HOSTILE)
    meeting = make_meeting(title=HOSTILE, public_note=HOSTILE, place=place)
    make_item(meeting, title=HOSTILE, presenter=HOSTILE)
    for path in ["/agenda/", "/agenda/2030/03/", meeting.get_absolute_url()]:
        assert "<script>alert" not in html_of(client, path)


def event_of(client, meeting):
    html = html_of(client, meeting.get_absolute_url())
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])


def test_search_engines_get_the_event(client, technician):
    meeting = make_meeting(title=HOSTILE, start_time=EVENING, place=make_place(name="La salle"))
    event = event_of(client, meeting)
    assert (event["name"], event["startDate"]) == (HOSTILE, "2030-03-21T19:00:00+01:00")
    assert event["location"] == {"@type": "Place", "name": "La salle"}
    meeting.postpone(exact(2030, 4, 18, EVENING), by=technician, reason="Neige.")
    event = event_of(client, meeting)
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (event["startDate"], event["previousStartDate"]) == (
        "2030-04-18T19:00:00+02:00",
        "2030-03-21T19:00:00+01:00",
    )


def test_nothing_unknown_is_told_to_search_engines(client):
    assert not {"location", "endDate", "description"} & event_of(client, make_meeting()).keys()
    vague = make_meeting(when=ImpreciseDate(Precision.UNKNOWN))
    assert "ld+json" not in html_of(client, vague.get_absolute_url())


@pytest.mark.parametrize(
    "path",
    [
        "/agenda/",
        "/agenda/mois/",
        "/agenda/2030/03/",
        "/agenda/premiere/",
        "/agenda/premiere.ics",
        "/agenda/calendrier.ics",
    ],
)
def test_a_page_costs_the_same_with_1_and_50_meetings(client, path, identity):
    def cost():
        cached_response.forget()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    first = make_meeting(reference="premiere", state=Meeting.State.HELD)
    make_attendance(first)
    alone = cost()
    for number in range(50):
        make_meeting(
            place=make_place(),
            kind="commission",
            commission=make_commission(),
            starts_on=MARCH + datetime.timedelta(days=number % 5),
        )
        make_attendance(first)
    most = 7 if path == "/agenda/premiere/" else 6 if path.endswith(".ics") else 4
    assert cost() == alone <= most


def test_the_past_comes_by_pages(client):
    for number in range(70):
        make_meeting(starts_on=datetime.date(2020, 1, 1) + datetime.timedelta(days=number))
    make_meeting(starts_on=MARCH)
    assert html_of(client, "/agenda/").count('class="date-tile') == 61
    second = html_of(client, "/agenda/?nature=pleniere&page=2")
    assert second.count('class="date-tile') == 10
    assert "?nature=pleniere&amp;page=1" in second
    assert "Aucune date à venir" not in second


@pytest.mark.parametrize(
    "path",
    ["/agenda/", "/agenda/mois/", "/agenda/2030/03/", "/agenda/une/", "/agenda/une.ics", "/agenda/calendrier.ics"],
)
def test_pages_are_read_without_a_cookie_and_not_written(client, path):
    make_meeting(reference="une")
    response = client.get(path)
    assert not response.cookies
    assert client.post(path).status_code == 405


def test_a_meeting_of_somebody_else_is_not_said_to_be_the_councils(client):
    made = {"title": "Comité de pilotage", "starts_on": MARCH}
    invited = make_meeting(kind=Meeting.Kind.REPRESENTATION, **made)
    own = make_meeting(**made)
    assert "Comité de pilotage du Conseil" not in html_of(client, invited.get_absolute_url())
    assert "Comité de pilotage du Conseil Citoyen des Clos, jeudi 21 mars" in html_of(client, own.get_absolute_url())
