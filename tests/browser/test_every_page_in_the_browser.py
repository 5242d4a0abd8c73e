import pytest
from django.test import Client

from tests.browser.conftest import axe_violations
from tests.portal import every_address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def addresses(loaded_site):
    """One address of each kind of page: the last two of a long list show the others."""
    kinds = {}
    for address in every_address(Client()):
        kinds.setdefault(tuple(address.split("/")[:2]) + (len(address.split("/")),), []).append(address)
    return [address for group in kinds.values() for address in group[-2:]]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_page_breaks_an_accessibility_rule_or_complains_in_the_console(
    open_page, loaded_site, addresses, width, scheme
):
    page, faults = open_page(width, color_scheme=scheme), {}
    for address in addresses:
        page.complaints.clear()
        page.goto(loaded_site + address)
        found = axe_violations(page) + page.complaints
        if found:
            faults[address] = found
    assert not faults


def test_nothing_scrolls_sideways_on_the_narrowest_phone(open_page, loaded_site, addresses):
    page, wide = open_page(320), []
    for address in addresses:
        page.goto(loaded_site + address)
        wide += [address] if page.evaluate(OVERFLOW) else []
    assert not wide


def test_nothing_scrolls_sideways_with_letters_twice_as_large(open_page, loaded_site, addresses):
    page, wide = open_page(1280), []
    for address in addresses:
        page.goto(loaded_site + address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide += [address] if page.evaluate(OVERFLOW) else []
    assert not wide


def test_every_page_reads_without_script(open_page, loaded_site, addresses):
    page, empty = open_page(390, java_script_enabled=False), []
    for address in addresses:
        page.goto(loaded_site + address)
        empty += [] if len(page.inner_text("main")) > 80 else [address]
    assert not empty


@pytest.mark.parametrize("address", ["/nulle-part/", "/agenda/1999/1/"])
def test_the_error_pages_are_accessible_too(open_page, live_server, address):
    page = open_page(390)
    page.goto(live_server.url + address)
    page.complaints.clear()
    assert not axe_violations(page)


def test_the_menu_opens_by_keyboard_on_a_phone(open_page, loaded_site):
    page = open_page(390, java_script_enabled=False)
    page.goto(loaded_site + "/aide/")
    page.focus("summary:has-text('Menu')")
    page.keyboard.press("Enter")
    page.click(".nav-small a:has-text('Agenda')")
    assert page.url.endswith("/agenda/")
