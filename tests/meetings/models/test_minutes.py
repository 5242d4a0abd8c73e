"""The minutes: drafted, read again, adopted later, published; a draft does not exist for the public."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clos_portal.site.search import search
from meetings.models import Attendance, Meeting, Minutes
from tests.meetings.make import make_action, make_attendance, make_draft, make_meeting, make_minutes

pytestmark = pytest.mark.django_db
DAY = datetime.date
PUBLIC = ["/agenda/une/compte-rendu/", "/agenda/une/compte-rendu.pdf"]


@pytest.fixture(autouse=True)
def _in_march_2030():
    with time_machine.travel("2030-03-01T12:00:00+01:00", tick=False):
        yield


@pytest.fixture
def held():
    return make_meeting(reference="une", state="held", starts_on=DAY(2030, 1, 17))


@pytest.fixture
def later():
    return make_meeting(reference="deux", state="held", starts_on=DAY(2030, 2, 21))


def test_minutes_go_step_by_step(held, later):
    minutes = make_minutes(held)
    for step in (minutes.publish, lambda: minutes.adopt(later)):
        with pytest.raises(ValidationError):
            step()
    minutes.reread()
    minutes.adopt(later, "Une faute corrigée.")
    minutes.publish()
    minutes.refresh_from_db()
    assert (minutes.is_public, minutes.adopted_at, minutes.remarks) == (True, later, "Une faute corrigée.")


@pytest.mark.parametrize("day", [DAY(2030, 1, 17), DAY(2030, 1, 10), DAY(2030, 3, 2)])
def test_minutes_are_adopted_at_a_later_meeting_that_has_begun(held, day):
    minutes = make_minutes(held)
    minutes.reread()
    with pytest.raises(ValidationError):
        minutes.adopt(make_meeting(starts_on=day))


def test_a_real_meeting_is_not_settled_by_an_invented_one(held):
    minutes = make_minutes(held)
    minutes.reread()
    with pytest.raises(ValidationError):
        minutes.adopt(make_meeting(starts_on=DAY(2030, 2, 1), is_example=True))


def test_empty_minutes_are_not_read_again(held):
    with pytest.raises(ValidationError):
        make_minutes(held, body="").reread()


def test_the_database_refuses_minutes_published_without_adoption(held):
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.create(meeting=held, stage="published")


@pytest.mark.parametrize("steps", [[], ["reread"], ["reread", "adopt"], ["reread", "adopt", "publish", "withdraw"]])
def test_what_is_not_published_is_nowhere(client, held, later, steps):
    minutes = make_minutes(held, body="<p>Motsecret</p>")
    for step in steps:
        getattr(minutes, step)(*([later] if step == "adopt" else []))
    assert [client.get(path).status_code for path in PUBLIC] == [404, 404]
    for path in ["/agenda/une/", "/agenda/comptes-rendus/", "/agenda/comptes-rendus.atom", "/sitemap.xml"]:
        assert "une/compte-rendu" not in client.get(path).content.decode()
    assert search("Motsecret") == []


def test_what_is_published_is_everywhere(client, held, later):
    make_minutes(held, later, published=True, body="<p>Motpublic</p>")
    assert [client.get(path).status_code for path in PUBLIC] == [200, 200]
    for path in ["/agenda/une/", "/agenda/comptes-rendus/", "/agenda/comptes-rendus.atom", "/sitemap.xml"]:
        assert "une/compte-rendu" in client.get(path).content.decode()
    assert len(search("Motpublic")) == 1


def test_minutes_leave_with_their_meeting(client, held, later):
    make_minutes(held, later, published=True)
    Meeting.objects.filter(pk=held.pk).update(publication="withdrawn")
    assert [client.get(path).status_code for path in PUBLIC] == [404, 404]
    assert "une/compte-rendu" not in client.get("/agenda/comptes-rendus.atom").content.decode()


def test_the_page_counts_people_and_names_nobody(client, held, later):
    make_attendance(held, college="habitant")
    make_attendance(held, college="acteur", status=Attendance.Status.EXCUSED)
    held.guests.create(name="Invitésecret")
    make_minutes(held, later, published=True)
    html = client.get(PUBLIC[0]).content.decode()
    assert "1 habitant" in html
    assert "1 personne invitée" in html
    assert "secret" not in html


def test_the_decisions_of_earlier_meetings_are_followed_until_they_are_closed(client, held, later):
    make_minutes(held, make_meeting(starts_on=DAY(2030, 2, 1)), published=True)
    action = make_action(held, "Réserver la salle", who="Commission Animation", due_on=DAY(2030, 2, 1))
    third = make_meeting(reference="trois", state="held", starts_on=DAY(2030, 2, 28))
    make_minutes(later, third, published=True)
    page = "/agenda/deux/compte-rendu/"
    assert "Réserver la salle" in client.get(page).content.decode()
    action.close("done", DAY(2030, 2, 10))
    assert "Réserver la salle" not in client.get(page).content.decode()
    assert "Fait le 10 février 2030" in client.get(PUBLIC[0]).content.decode()


def test_an_action_is_overdue_the_day_after_and_closed_once(held):
    action = make_action(held, due_on=DAY(2030, 3, 1))
    assert not action.is_overdue
    with time_machine.travel("2030-03-02T12:00:00+01:00", tick=False):
        assert action.is_overdue
    action.close("dropped", DAY(2030, 3, 1))
    with pytest.raises(ValidationError):
        action.close("done", DAY(2030, 3, 1))


def test_hostile_words_stay_words_in_the_minutes_and_their_pdf(client, held, later):
    make_action(held, "<script>alert(1)</script> #eval", who="*gras* $x$")
    make_minutes(held, later, published=True, body="<p>#panic() <script>x</script> _a_</p>")
    html = client.get(PUBLIC[0]).content.decode()
    assert "<script>alert" not in html
    assert client.get(PUBLIC[1]).content.startswith(b"%PDF")


def test_the_pages_cost_the_same_with_1_and_30_decisions(client, held, later, identity, django_assert_num_queries):
    make_minutes(held, later, published=True)
    for number in range(30):
        make_action(held, f"Décision {number}")
    with django_assert_num_queries(7):
        client.get(PUBLIC[0])


class TestInTheAdmin:
    ADMIN = "/admin/meetings/minutes/"

    def test_minutes_are_written_then_taken_to_the_site_by_their_acts(self, technician_client, client, held, later):
        data = {"meeting": held.pk, "body": "<p>Bonjour</p>"}
        assert technician_client.post(f"{self.ADMIN}add/", data).status_code == 302
        minutes = Minutes.objects.get()
        for verb, data in [("relire", {}), ("adopter", {"at": later.pk}), ("publier", {})]:
            assert technician_client.post(f"{self.ADMIN}{minutes.pk}/{verb}/", data).status_code == 302
        assert client.get(PUBLIC[0]).status_code == 200

    def test_adopted_words_are_not_rewritten(self, technician_client, held, later):
        minutes = make_minutes(held, later)
        technician_client.post(f"{self.ADMIN}{minutes.pk}/change/", {"body": "<p>Autre</p>"})
        minutes.refresh_from_db()
        assert minutes.body == "<p>Nous avons parlé.</p>"

    def test_a_draft_is_previewed_by_the_back_office_alone(self, technician_client, client, held):
        minutes = make_minutes(held)
        for page in ("apercu/", "compte-rendu.pdf"):
            assert technician_client.get(f"{self.ADMIN}{minutes.pk}/{page}").status_code == 200

    def test_what_is_missing_is_found(self, technician_client, held, later):
        make_minutes(held, later)
        make_action(later, due_on=DAY(2030, 2, 28))
        make_draft(state="held", starts_on=DAY(2018, 1, 1), state_as_of="l’été 2018")
        for query in ("compte-rendu", "actions"):
            html = technician_client.get(f"/admin/meetings/meeting/?manque={query}").content.decode()
            assert html.count('class="action-select"') == 1
