"""In a real browser: two tabs on one meeting, a session that ends while somebody writes, a nervous finger."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from meetings.models import Meeting
from tests.accounts.make import PASSWORD, make_user
from tests.admin.test_admin_in_browser import faults
from tests.meetings.make import make_meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
NAME = "claire@conseil.example"


@pytest.fixture
def browser(chromium, live_server):
    make_user(email=NAME, is_superuser=True, first_name="Claire")
    context = chromium.new_context(timezone_id="Europe/Paris", base_url=live_server.url)
    page = context.new_page()
    page.goto(reverse("admin:login"))
    enter(page)
    yield context, page
    context.close()


def enter(page):
    page.fill("#id_username", NAME)
    page.fill("#id_password", PASSWORD)
    page.click("#login-form input[type=submit]")


def change_page(meeting):
    return reverse("admin:meetings_meeting_change", args=[meeting.pk])


def test_two_tabs_on_one_meeting(browser):
    context, first = browser
    meeting = make_meeting(title="Séance plénière", public_note="Entrée par la cour.")
    second = context.new_page()
    for page in (first, second):
        page.goto(change_page(meeting))
    first.fill("#id_title", "Grande réunion de quartier")
    first.fill("#id_public_note", "La rampe est à gauche de la porte.")
    first.click("[name=_save]")
    second.fill("#id_public_note", "Apportez une chaise pliante.")
    second.click("[name=_save]")
    assert "Deux versions de la même fiche" in second.content()
    assert faults(second) == []
    second.click("text=Enregistrer avec ces choix")
    meeting.refresh_from_db()
    assert meeting.title == "Grande réunion de quartier"
    assert "La rampe" in meeting.public_note and "chaise pliante" in meeting.public_note


def test_a_session_that_ends_while_somebody_writes(browser):
    _, page = browser
    page.goto(reverse("admin:meetings_meeting_add"))
    page.fill("#id_title", "Réunion sur la place des Clos")
    page.fill("#id_starts_on", "21/03/2030")
    Session.objects.all().delete()
    page.click("[name=_save]")
    assert faults(page) == []
    enter(page)
    assert "Réunion sur la place des Clos" in page.content()
    assert faults(page) == []
    page.click("text=Enregistrer")
    assert Meeting.objects.get().title == "Réunion sur la place des Clos"


def test_a_nervous_finger_makes_one_meeting(browser):
    _, page = browser
    page.goto(reverse("admin:meetings_meeting_add"))
    page.fill("#id_title", "Une seule réunion")
    page.fill("#id_starts_on", "21/03/2030")
    page.evaluate(
        "const save = document.querySelector('[name=_save]'); save.click(); setTimeout(() => save.click(), 250)"
    )
    page.wait_for_url("**/meeting/")
    page.wait_for_timeout(1500)
    assert Meeting.objects.count() == 1
