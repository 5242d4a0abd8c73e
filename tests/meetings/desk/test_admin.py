"""The back office: announce in a few fields, move, cancel, confirm; the state is never typed."""

import datetime

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from meetings.models import Meeting
from publishing.dates.imprecise_date import Precision
from tests.meetings.make import EVENING, make_attendance, make_draft, make_meeting

pytestmark = pytest.mark.django_db
LIST = "/admin/meetings/meeting/"
NO_ROWS = {
    f"{name}-{key}": 0
    for name in ("agenda_items", "action_items", "attachments", "postponements")
    for key in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture(autouse=True)
def _in_march_2030():
    with time_machine.travel("2030-03-01T12:00:00+01:00", tick=False):
        yield


def announce(client, **fields):
    defaults = {
        "kind": "pleniere",
        "title": "Séance plénière",
        "starts_on": "21/03/2030",
        "precision": "day",
        "publication": "published",
    }
    return client.post(f"{LIST}add/", defaults | fields)


def test_a_meeting_is_announced_with_a_day_and_nothing_else(technician_client):
    assert announce(technician_client).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.reference, meeting.state, meeting.is_public) == ("pleniere-2030-03-21", Meeting.State.PLANNED, True)


def test_two_meetings_on_a_day_get_two_addresses(technician_client):
    announce(technician_client)
    announce(technician_client, start_time="19:00")
    assert set(Meeting.objects.values_list("reference", flat=True)) == {"pleniere-2030-03-21", "pleniere-2030-03-21-2"}


def test_what_is_wrong_is_said_in_a_sentence(technician_client):
    html = announce(technician_client, starts_on="").content.decode()
    assert "Donnez le jour, ou choisissez" in html
    assert "Vérifiez l’année" in announce(technician_client, starts_on="21/03/0230").content.decode()
    assert not Meeting.objects.exists()


def test_the_list_says_what_is_missing_and_what_can_be_done(technician_client):
    make_meeting()
    html = technician_client.get(LIST).content.decode()
    assert "heure, lieu, qui peut venir" in html
    assert "Déplacer" in html
    assert "Annuler" in html


@pytest.mark.parametrize(("query", "shown"), [("lieu", 2), ("heure", 1), ("suite", 1)])
def test_what_is_missing_is_found(technician_client, query, shown):
    make_meeting(title="Cherchée")
    make_meeting(title="Cherchée", starts_on=datetime.date(2018, 9, 20), start_time=EVENING)
    make_meeting(title="Cherchée", state=Meeting.State.HELD, starts_on=datetime.date(2018, 6, 1))
    html = technician_client.get(f"{LIST}?manque={query}").content.decode()
    assert html.count('class="action-select"') == shown


def test_a_meeting_moves_on_one_page_with_its_reason(technician_client, technician):
    meeting = make_meeting(start_time=EVENING)
    data = {"starts_on": "2030-04-18", "start_time": "17:00", "reason": "La salle est prise."}
    assert technician_client.post(f"{LIST}{meeting.pk}/deplacer/", data).status_code == 302
    meeting.refresh_from_db()
    assert meeting.when.label == "jeudi 18 avril 2030 à 17\u00a0h"
    assert meeting.postponements.get().by == technician
    assert LogEntry.objects.get().change_message == "Réunion déplacée"


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("deplacer", {"starts_on": "2030-04-18"}),
        ("deplacer", {"starts_on": "2030-02-01", "reason": "x"}),
        ("annuler", {"reason": " "}),
        ("tenue", {}),
    ],
)
def test_a_refusal_is_a_sentence_and_changes_nothing(technician_client, verb, data):
    meeting = make_meeting()
    response = technician_client.post(f"{LIST}{meeting.pk}/{verb}/", data)
    assert response.status_code == 422
    assert "errornote" in response.content.decode()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == (Meeting.State.PLANNED, 0)


def test_a_meeting_is_cancelled_then_restored(technician_client):
    meeting = make_meeting()
    technician_client.post(f"{LIST}{meeting.pk}/annuler/", {"reason": "Neige."})
    meeting.refresh_from_db()
    assert meeting.is_cancelled
    technician_client.post(f"{LIST}{meeting.pk}/retablir/")
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.PLANNED


def test_several_meetings_are_confirmed_at_once(technician_client):
    past, coming = make_meeting(starts_on=datetime.date(2030, 1, 17)), make_meeting()
    data = {"action": "hold_selected", "_selected_action": [past.pk, coming.pk]}
    html = technician_client.post(LIST, data, follow=True).content.decode()
    assert set(Meeting.objects.filter(state=Meeting.State.HELD)) == {past}
    assert "Cette réunion est à venir." in html


@pytest.mark.parametrize("verb", ["deplacer", "annuler", "tenue", "retablir"])
def test_reading_a_page_changes_nothing(technician_client, verb):
    meeting = make_meeting()
    assert technician_client.get(f"{LIST}{meeting.pk}/{verb}/").status_code == 200
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.PLANNED


def test_a_verb_nobody_knows_does_not_exist(technician_client):
    assert technician_client.get(f"{LIST}{make_meeting().pk}/bruler/", follow=True).redirect_chain[-1][0] == "/admin/"
    assert technician_client.get(f"{LIST}99999/annuler/").status_code == 404


def test_who_may_only_look_does_not_move(client):
    reader = User.objects.create_user("lecture@exemple.fr", "un-mot-de-passe-long", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_meeting"))
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    meeting = make_meeting()
    assert client.get(LIST).status_code == 200
    assert client.post(f"{LIST}{meeting.pk}/annuler/", {"reason": "Neige."}).status_code == 403


def change(client, meeting, **fields):
    defaults = {
        "kind": "pleniere",
        "title": "Séance plénière",
        "precision": "day",
        "publication": "published",
        "state_as_of": meeting.state_as_of,
    }
    return client.post(f"{LIST}{meeting.pk}/change/", defaults | NO_ROWS | fields)


def test_the_state_and_the_announced_date_are_not_typed(technician_client):
    meeting = make_meeting(start_time=EVENING)
    change(
        technician_client,
        meeting,
        state="held",
        starts_on="01/01/2031",
        start_time="08:00",
        reference="autre",
        title="Nouveau",
    )
    meeting.refresh_from_db()
    assert meeting.title == "Nouveau"
    assert (meeting.state, meeting.when.label) == (Meeting.State.PLANNED, "jeudi 21 mars 2030 à 19\u00a0h")
    assert meeting.reference != "autre"


def test_the_missing_time_is_added_and_makes_a_new_version(technician_client):
    meeting = make_meeting(state_as_of="l’été 2018")
    assert change(technician_client, meeting, start_time="19:00").status_code == 302
    meeting.refresh_from_db()
    assert (meeting.start_time, meeting.sequence) == (EVENING, 1)
    assert not meeting.is_unconfirmed


def test_a_draft_is_still_free(technician_client):
    meeting = make_draft()
    change(technician_client, meeting, publication="draft", starts_on="01/01/2031", reference="mon-adresse")
    meeting.refresh_from_db()
    assert (meeting.starts_on, meeting.reference) == (datetime.date(2031, 1, 1), "mon-adresse")


@pytest.mark.parametrize("page", ["change/", "history/", "delete/", "deplacer/"])
def test_every_page_of_a_meeting_opens(technician_client, technician, page):
    meeting = make_meeting(is_example=True, precision=Precision.DAY)
    meeting.postpone(meeting.when.__class__("unknown"), by=technician, reason="Neige.")
    assert technician_client.get(f"{LIST}{meeting.pk}/{page}").status_code == 200


def test_a_form_costs_the_same_with_1_and_20_attendances(technician_client):
    meeting = make_meeting(state=Meeting.State.HELD)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            technician_client.get(f"{LIST}{meeting.pk}/change/")
        return len(queries)

    make_attendance(meeting)
    alone = cost()
    for _ in range(20):
        make_attendance(meeting)
    assert cost() <= alone


def test_the_list_costs_the_same_with_1_and_50_meetings(technician_client):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            technician_client.get(LIST)
        return len(queries)

    make_meeting()
    alone = cost()
    for _ in range(49):
        make_meeting()
    assert cost() == alone
