"""The room of the members in a real browser: every state, the button «back», and what the first screen carries."""

import datetime

import pytest
from django.urls import reverse

from members.models import Candidacy, Mandate
from tests.browser.conftest import axe_violations
from tests.members.make import give_portrait, photo_like

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
FIRST_SCREEN = 150_000
THE_REST = 80_000  # the page, its styles, fonts and drawings: bench/page_weight.py


def fill(page):
    page.fill("[name=name]", "Dominique Test")
    page.fill("[name=email]", "d@exemple.fr")
    page.check("[name=has_consented]")
    page.wait_for_timeout(2_100)  # quicker is a robot


def send(page):
    page.click("button:has-text('Envoyer ma demande')")


def test_going_back_and_sending_again_stores_one_request(open_page, loaded_site):
    page = open_page(390)
    page.goto(loaded_site + reverse("members:candidacy_create", args=["habitant"]))
    fill(page)
    send(page)
    page.wait_for_url("**/merci/")
    page.go_back()
    assert page.input_value("[name=name]") == "Dominique Test"
    fill(page)
    send(page)
    page.wait_for_url("**/merci/?deja")
    assert Candidacy.objects.count() == 1


def test_every_state_of_the_room_is_accessible(open_page, loaded_site):
    page, faults = open_page(390), {}
    form = reverse("members:candidacy_create", args=["acteur"])
    members = reverse("members:member_list")
    states = {
        "a form sent empty": (form, lambda: send(page)),
        "a form for somebody else": (form + "?aide", lambda: None),
        "thanks": (reverse("members:candidacy_thanks"), lambda: None),
        "already there": (reverse("members:candidacy_thanks") + "?deja", lambda: None),
        "a filter that keeps nobody": (f"{members}?college=a-completer&commission=communication", lambda: None),
        "filters open": (members, lambda: page.click("summary:has-text('Choisir ou ranger')")),
        "by commission": (members + "?ordre=commission", lambda: None),
        "a draw, opened": (
            reverse("members:draw_detail", args=["exemple-tirage-fait"]),
            lambda: [summary.click() for summary in page.query_selector_all("main summary")],
        ),
    }
    for name, (address, act) in states.items():
        page.goto(loaded_site + address)
        act()
        page.complaints.clear()
        if found := axe_violations(page):
            faults[name] = found
    assert not faults


def test_a_choice_brings_the_list_and_not_the_top_of_the_page(open_page, loaded_site):
    page = open_page(390)
    page.goto(loaded_site + reverse("members:member_list"))
    page.click("summary:has-text('Choisir ou ranger')")
    page.click("a:has-text('Par nom')")
    assert page.evaluate("document.querySelector('#membres').getBoundingClientRect().top") < 300


def test_the_first_screen_of_a_phone_carries_little_even_with_portraits(open_page, loaded_site):
    """All the photos that travel before anybody scrolls, on the sharpest screens, seen or still below the fold."""
    photo = photo_like()
    for mandate in Mandate.objects.on_the_site(datetime.date.today()):
        give_portrait(mandate.member, photo, site=datetime.date.today())
    page, carried = open_page(390, device_scale_factor=3), []
    page.on("response", lambda response: carried.append(response))
    page.goto(loaded_site + reverse("members:member_list"), wait_until="networkidle")
    photos = [len(response.body()) for response in carried if "/photo/" in response.url]
    assert 0 < len(photos) < Mandate.objects.count()
    assert sum(photos) <= FIRST_SCREEN - THE_REST
