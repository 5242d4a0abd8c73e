import datetime
import xml.etree.ElementTree as ElementTree

import pytest
from django.test import RequestFactory

from publishing.feeds.feed import Entry, atom_response

pytestmark = pytest.mark.once
ATOM = "{http://www.w3.org/2005/Atom}"
MAY = datetime.datetime(2018, 5, 1, 8, tzinfo=datetime.UTC)


def feed(*entries, **headers):
    return atom_response(
        RequestFactory().get("/f.atom", headers=headers),
        title="Décisions",
        subtitle="Ce qui a été décidé.",
        path="/propositions/",
        feed_path="/f.atom",
        entries=entries,
    )


def entry(title="Une décision", **more):
    return Entry(title, "/propositions/1/", MAY, **more)


def test_a_feed_names_its_pages_by_full_addresses(settings):
    settings.SITE_URL = "https://clos.example"
    tree = ElementTree.fromstring(feed(entry(key="d3")).content)
    assert tree.find(f"{ATOM}entry/{ATOM}id").text == "https://clos.example/propositions/1/#d3"
    assert tree.find(f"{ATOM}entry/{ATOM}link").get("href") == "https://clos.example/propositions/1/"


def test_hostile_text_stays_text():
    text = "<script>alert(1)</script> & ]]>"
    assert ElementTree.fromstring(feed(entry(text)).content).find(f"{ATOM}entry/{ATOM}title").text == text


def test_who_has_it_already_gets_304():
    first = feed(entry())
    assert feed(entry(), if_none_match=first["ETag"]).status_code == 304
    assert feed(entry("Autre"), if_none_match=first["ETag"]).status_code == 200


def test_an_empty_feed_stays_the_same():
    assert feed().content == feed().content and "Last-Modified" not in feed()
