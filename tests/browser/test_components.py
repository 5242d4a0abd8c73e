"""The staff page that shows every component together, in a real browser."""

import pytest

from tests.browser.conftest import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]

EMPTY_ICONS = """() => [...document.querySelectorAll('svg.icon')].filter(icon => icon.checkVisibility())
    .filter(icon => icon.getBBox().width === 0).map(icon => icon.querySelector('use').getAttribute('href'))"""
SMALL_TARGETS = """() => [...document.querySelectorAll('main .btn, main .choice, main .filters a, main .form-control')]
    .filter(target => target.getBoundingClientRect().height < 44).map(target => target.outerHTML.slice(0, 60))"""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def gallery(open_page, live_server, technician_client):
    def opener(width, **options):
        page = open_page(width, **options)
        session = technician_client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(live_server.url + "/admin/composants/")
        return page

    return opener


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (320, "dark")])
def test_no_component_breaks_an_accessibility_rule_or_the_image_policy(gallery, width, scheme):
    page = gallery(width, color_scheme=scheme)
    assert not axe_violations(page)
    assert not page.complaints
    assert not page.evaluate(TOO_WIDE)


def test_every_icon_is_really_drawn_from_the_sprite(gallery):
    page = gallery(1280)
    page.wait_for_load_state("networkidle")
    assert page.locator("svg.icon").count() > 20
    assert not page.evaluate(EMPTY_ICONS)


def test_what_is_tapped_is_large_enough_for_a_finger(gallery):
    assert not gallery(390).evaluate(SMALL_TARGETS)


def test_the_summary_of_errors_takes_the_focus(gallery):
    assert gallery(390).evaluate("document.activeElement.className") == "error-summary"
