"""Photos and the map, with and without their scripts."""

import pytest
from django.urls import reverse

from events.models import Event, Photo
from tests.browser.conftest import axe_violations
from tests.events.make import jpeg
from walks.demo import REFERENCE
from walks.models import Observation, Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def desk(open_page, loaded_site, technician):
    page = open_page(1100)
    page.base = loaded_site
    page.goto(loaded_site + "/admin/")
    page.fill("[name=username]", technician.email)
    page.fill("[name=password]", "un-mot-de-passe-long")
    page.click("[type=submit]")
    return page


def test_the_map_repeats_the_list_and_breaks_no_rule(open_page, loaded_site):
    page = open_page(390)
    page.goto(f"{loaded_site}/marches/{REFERENCE}/")
    page.wait_for_selector(".walk-map path")
    assert page.locator(".walk-map path").count() == Walk.objects.get(reference=REFERENCE).stops.count()
    assert not axe_violations(page) and not page.complaints
    page.locator(".walk-map path").first.click()
    assert page.locator(".leaflet-popup a[href*=observations]").count() > 1


def test_a_photo_opens_larger_and_closes_with_escape(open_page, loaded_site):
    page = open_page(1280)
    page.goto(f"{loaded_site}/vie-du-quartier/exemple-fete-de-rue/")
    button = page.locator(".photo-open").first
    button.click()
    assert page.locator("dialog[open] img").get_attribute("src").endswith("1280.webp") and not axe_violations(page)
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0 and not page.complaints


def test_several_photos_are_sent_one_by_one(desk, loaded_site):
    event = Event.objects.get(reference="galette-des-rois-2018")
    desk.goto(desk.base + reverse("admin:events_event_add_photos", args=[event.pk]))
    assert not axe_violations(desk)
    names = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(400 + n)} for n in range(12)]
    desk.set_input_files("[name=photos]", names)
    with desk.expect_navigation(url="**/photo/?**"):
        desk.click(".submit-row [type=submit]")
    assert Photo.objects.filter(event=event).exclude(file="").count() == 12


def test_an_observation_waits_on_the_telephone_until_the_network_is_back(desk):
    walk = Walk.objects.get(reference="marche-du-29-juin-2017")
    desk.goto(desk.base + reverse("admin:walks_walk_enter", args=[walk.pk]))
    desk.context.set_offline(True)
    desk.fill("[name=text]", "Un banc est cassé.")
    desk.click(".submit-row [type=submit]")
    assert "en attente sur cet appareil" in desk.inner_text("[data-walk-entry-state]")
    with desk.expect_response("**/saisie"):
        desk.context.set_offline(False)
    desk.wait_for_function("document.querySelector('[data-walk-entry-state]').textContent.includes('envoyées')")
    assert Observation.objects.filter(walk=walk, text="Un banc est cassé.").count() == 1


def test_what_is_being_typed_survives_a_reload(desk):
    walk = Walk.objects.get(reference="marche-du-29-juin-2017")
    address = desk.base + reverse("admin:walks_walk_enter", args=[walk.pk])
    desk.goto(address)
    desk.fill("[name=text]", "Un banc est cassé.")
    desk.goto(address)
    assert desk.input_value("[name=text]") == "Un banc est cassé." and not axe_violations(desk)
