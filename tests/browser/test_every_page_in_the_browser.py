import pytest
from django.test import Client

from events.models import Event
from meetings.models import Meeting
from proposals.models import Proposal
from tests.browser.conftest import axe_violations
from tests.portal import every_address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]

OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

# What WCAG 1.4.12 lets a reader ask for.
WIDER_SPACES = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""
LONG_WORD = "#FêteDesVoisinsDesClosChartres2026"


@pytest.fixture
def addresses(loaded_site):
    """One address of each kind of page: the last two of a long list show the others."""
    kinds = {}
    for address in every_address(Client()):
        kinds.setdefault(tuple(address.split("/")[:2]) + (len(address.split("/")),), []).append(address)
    return [loaded_site + address for group in kinds.values() for address in group[-2:]]


def walk(page, addresses, has_fault):
    """The addresses where something is wrong; each test loads the site once and walks it as often as it needs."""
    found = {}
    for address in addresses:
        page.goto(address)
        if fault := has_fault(page):
            found[address] = fault
        page.complaints.clear()
    return found


def overflows_when_spaced(page):
    page.add_style_tag(content=WIDER_SPACES)
    return page.evaluate(OVERFLOW)


def test_no_page_breaks_an_accessibility_rule_or_complains_in_the_console(open_page, addresses):
    for width, scheme in [(1280, "light"), (390, "dark")]:
        page = open_page(width, color_scheme=scheme)
        assert not walk(page, addresses, lambda page: axe_violations(page) + page.complaints)


def test_nothing_scrolls_sideways_and_every_page_reads_without_script(open_page, addresses):
    letters_twice_as_large = "document.documentElement.style.fontSize = '200%'; " + OVERFLOW
    assert not walk(open_page(320), addresses, lambda page: page.evaluate(OVERFLOW))
    assert not walk(open_page(1280), addresses, lambda page: page.evaluate(letters_twice_as_large))
    assert not walk(open_page(390), addresses, lambda page: page.evaluate(letters_twice_as_large))
    assert not walk(open_page(320, bypass_csp=True), addresses, overflows_when_spaced)
    quiet = open_page(390, java_script_enabled=False)
    assert not walk(quiet, addresses, lambda page: len(page.inner_text("main")) <= 80)


def test_a_title_in_one_long_word_stays_within_a_phone(open_page, loaded_site):
    for model in [Event, Meeting, Proposal]:
        model.objects.update(title=LONG_WORD)
    shown = ["", "agenda/", "vie-du-quartier/", "propositions/", "calendrier/", "propositions/1/"]
    records = [Event.objects.published().first(), Meeting.objects.published().first()]
    pages = [f"{loaded_site}/{path}" for path in shown] + [loaded_site + one.get_absolute_url() for one in records]
    page = open_page(320)
    assert not walk(page, pages, lambda page: page.evaluate(OVERFLOW) or LONG_WORD not in page.content())


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
