"""Walks the whole public site, loaded and empty, and checks what every page owes its reader."""

import datetime
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.portal import every_address, every_choice, kept_for_the_module, load_everything, load_real, menu_addresses

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)
MOST_QUERIES = 8
LATEST_MONTH = "/agenda/mois/"  # shows one of the months, under an address that does not change
THIRD_PARTY = re.compile(
    r'<(?:script|img|iframe|source|use)[^>]+(?:src|href)="(?:https?:)?//|<link[^>]+rel="(?:stylesheet|icon|preload)"[^>]+href="(?:https?:)?//'
)


@pytest.fixture(scope="module", params=["empty", "real", "with examples"])
def site(request, django_db_setup, django_db_blocker):
    load = {"empty": lambda: None, "real": lambda: load_real(TODAY), "with examples": lambda: load_everything(TODAY)}
    yield from ((request.param, every_page()) for _ in kept_for_the_module(django_db_blocker, load[request.param]))


def every_page():
    client = Client()
    return {address: client.get(address, follow=True) for address in every_address(client)}


@pytest.fixture(scope="module")
def choices(site, django_db_blocker):
    """What the links of the pages show when they filter, sort or search, and one search that finds something."""
    _, pages = site
    with django_db_blocker.unblock():
        return {address: Client().get(address) for address in [*every_choice(pages), "/recherche/?q=jardin"]}


def language(address):
    """The one that the address names."""
    first = address.split("/")[1]
    return first if first in dict(settings.LANGUAGES) else "fr"


def faults(pages, is_wrong):
    return [address for address, response in pages.items() if is_wrong(response.content.decode())]


def test_every_link_of_the_menus_is_a_page(site):
    _, pages = site
    assert set(menu_addresses()) <= set(pages)


def test_every_page_has_one_title_one_heading_and_its_language(site):
    _, pages = site
    assert not faults(pages, lambda html: html.count("<h1") != 1)
    assert not faults(pages, lambda html: not re.search(r"<title>[^<]{3,} · Conseil Citoyen des Clos</title>", html))
    assert not faults(pages, lambda html: html.count("<main") != 1)
    assert not [a for a, r in pages.items() if f'<html lang="{language(a)}"' not in r.content.decode()]


def test_every_page_has_its_own_title(site):
    _, pages = site
    titles = {}
    for address, response in pages.items():
        title = re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1]
        if address != LATEST_MONTH:
            path = response.request["PATH_INFO"]
            titles.setdefault((title, language(path)), set()).add(path)
    assert not {title: paths for title, paths in titles.items() if len(paths) > 1}


def test_every_page_describes_itself_and_names_its_address(site):
    _, pages = site
    assert not faults(pages, lambda html: not re.search(r'<meta name="description" content="[^"]{20,}"', html))
    assert not faults(pages, lambda html: 'rel="canonical"' not in html or 'property="og:title"' not in html)


def test_no_page_holds_inline_style_or_script_or_asks_a_third_party(site):
    _, pages = site
    assert not faults(
        pages,
        lambda html: re.search(
            r'\sstyle="|<style|\son[a-z]+="|<script(?! type="application/ld\+json"| src="/static/)', html
        ),
    )
    assert not faults(pages, THIRD_PARTY.search)


def test_every_image_has_its_text(site):
    _, pages = site
    assert not faults(pages, lambda html: re.search(r"<img(?![^>]*\salt=)", html))


def test_every_choice_that_a_page_offers_is_a_page(choices):
    assert len(choices) > 1 and {response.status_code for response in choices.values()} == {200}


def test_no_identifier_is_written_twice_in_a_page(site, choices):
    _, pages = site
    assert not faults(pages | choices, lambda html: len(ids := re.findall(r'\sid="([^"]+)"', html)) != len(set(ids)))


def test_no_box_to_tick_asks_the_browser_to_fill_it(site, choices):
    _, pages = site
    box = re.compile(r'<input(?=[^>]*type="(?:checkbox|radio)")[^>]*autocomplete=')
    assert not faults(pages | choices, box.search)


def test_two_searches_in_a_page_have_each_its_name(site, choices):
    _, pages = site
    search = re.compile(r"<form(?=[^>]*role=.search.)[^>]*>")

    def nameless(html):
        names = [re.search(r'aria-label="([^"]+)"', form) for form in search.findall(html)]
        return None in names or len({name[1] for name in names}) != len(names)

    assert not faults(pages | choices, nameless)


def test_only_pages_with_a_form_to_send_set_a_cookie(site):
    _, pages = site
    talkative = [a for a, r in pages.items() if r.cookies and 'method="post"' not in r.content.decode()]
    assert not talkative


def test_examples_are_announced_and_kept_out_of_search_engines(site):
    name, pages = site
    shown = name == "with examples"
    assert not faults(pages, lambda html: ('class="demo-note"' in html) != shown)
    assert not faults(pages, lambda html: shown and '<meta name="robots" content="noindex">' not in html)


def test_the_real_site_shows_nothing_invented(site):
    name, pages = site
    if name == "real":
        assert not faults(pages, lambda html: 'class="example' in html or "Exemple :" in html)


def test_a_page_costs_few_queries(site, django_db_blocker):
    _, pages = site
    client, costly = Client(), {}
    with django_db_blocker.unblock():
        for address in pages:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            if len(queries) > MOST_QUERIES:
                costly[address] = len(queries)
    assert not costly
