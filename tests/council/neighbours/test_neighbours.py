import contextlib
import http.server
import ipaddress
import socket
import threading

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from council.models import NeighbourFeed, NeighbourItem, Partner
from council.neighbours import neighbour_fetch
from council.neighbours.neighbour_fetch import Refused, fetch, is_public
from council.rules.neighbour_feed import LONGEST, MOST_ITEMS, items_of
from publishing.publishable import Publication
from tests.council.make import make_partner

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>F&#234;te &lt;script&gt;x&lt;/script&gt;</title>
<link href="https://voisin.example/a"/><updated>2026-05-01T10:00:00Z</updated></entry></feed>"""
ICS = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Pl\xc3\xa9ni\xc3\xa8re\r\nDTSTART:20260501T170000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@contextlib.contextmanager
def server(settings, answers):
    """A local site that gives `answers` by path: (status, headers, body)."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = answers[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        settings.NEIGHBOUR_TEST_SERVER = f"127.0.0.1:{site.server_port}"
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()


def ok(body=ATOM, kind="application/atom+xml"):
    return 200, {"Content-Type": kind}, body


def moved(to):
    return 302, {"Location": to}, b""


@pytest.mark.once
def test_a_feed_becomes_plain_text():
    [item] = items_of(ATOM)
    assert item.title == "Fête x" and item.url == "https://voisin.example/a" and str(item.day) == "2026-05-01"
    [item] = items_of(ICS)
    assert item.title == "Plénière" and str(item.day) == "2026-05-01"


@pytest.mark.once
@pytest.mark.parametrize(
    "content", [b"", b"/etc/passwd", b"https://x.example/", b"\x00\xff", b"BEGIN:VCALENDAR\r\nX", b"<a>"]
)
def test_what_is_no_feed_has_no_news(content):
    assert items_of(content) == []


@pytest.mark.once
def test_a_bomb_is_not_opened_and_a_long_feed_is_cut():
    assert items_of(b'<!DOCTYPE f [<!ENTITY a "b">]>' + ATOM) == []
    entry = ATOM[ATOM.index(b"<entry>") : ATOM.index(b"</feed>")].replace(b"F&#234;te", b"a" * 500)
    items = items_of(b'<feed xmlns="http://www.w3.org/2005/Atom">' + entry * 50 + b"</feed>")
    assert len(items) == MOST_ITEMS and len(items[0].title) == LONGEST


@pytest.mark.once
@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://voisin.example/", "data:text/html,x", "//x"])
def test_a_link_that_is_not_https_is_left_out(address):
    assert items_of(ATOM.replace(b"https://voisin.example/a", address.encode()))[0].url == ""


@pytest.mark.once
@pytest.mark.parametrize(
    "address",
    [
        "http://voisin.example/",
        "https://voisin.example:8443/",
        "ftp://voisin.example/",
        "file:///etc/passwd",
        "https://nom:motdepasse@voisin.example/",
        "https:///",
        "https://voisin.example:port/",
    ],
)
def test_only_https_on_its_own_port_is_asked(address):
    with pytest.raises(Refused):
        fetch(address)


@pytest.mark.once
@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "0.0.0.0", "::1", "fd00::1", "::ffff:10.0.0.1",
     "2002:7f00:1::", "224.0.0.1", "100.64.0.1", "64:ff9b::7f00:1", "64:ff9b::5db8:d822", "64:ff9b:1::a00:1",
     "2001:0:7f00:1::1", "::ffff:93.184.216.34", "::127.0.0.1", "fec0::1", "3fff::1", "5f00::1", "ff02::1",
     "192.88.99.1", "2002:5db8:d822::1"],
)  # fmt: skip
def test_a_private_address_is_not_public(address):
    assert not is_public(ipaddress.ip_address(address))
    assert is_public(ipaddress.ip_address("93.184.216.34")) and is_public(ipaddress.ip_address("2a00:1450:4007::1"))


@pytest.fixture
def reached(monkeypatch):
    """The addresses to which a connection is tried; none is ever made."""
    tried = []

    def connect(place, *args):
        tried.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    return tried


def names_lead_to(monkeypatch, *answers):
    """Each look-up gives the next of these lists of addresses, and the last one for ever."""
    asked = []

    def look_up(host, port, **options):
        asked.append(host)
        addresses = answers[min(len(asked), len(answers)) - 1]
        return [(0, 0, 0, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.once
@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["fe80::1%2"],
        ["64:ff9b::7f00:1"],
        ["93.184.216.34", "10.0.0.1"],
    ],
)
def test_no_connection_is_opened_to_a_private_address(monkeypatch, reached, addresses):
    names_lead_to(monkeypatch, addresses)
    with pytest.raises(Refused, match="privé"):
        fetch("https://voisin.example/")
    assert reached == []


@pytest.mark.once
def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch, reached):
    """Public when it is checked, private when it would be asked again: it is not asked again."""
    asked = names_lead_to(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    with pytest.raises(Refused, match="ne répond pas"):
        fetch("https://voisin.example/")
    assert asked == ["voisin.example"] and reached == [("93.184.216.34", 443)]


@pytest.mark.once
def test_a_move_towards_a_private_network_opens_nothing(settings, monkeypatch):
    with server(settings, {"/1": moved("https://interne.example/")}) as site:
        tried = []
        real = socket.create_connection
        local = settings.NEIGHBOUR_TEST_SERVER.partition(":")[0]
        monkeypatch.setattr(
            socket, "create_connection", lambda place, *args, **more: tried.append(place) or real(place, *args, **more)
        )
        names = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *args, **more: (
                [(0, 0, 0, "", ("10.0.0.1", 443))] if host == "interne.example" else names(host, *args, **more)
            ),
        )
        with pytest.raises(Refused, match="privé"):
            fetch(f"{site}/1")
    assert {place[0] for place in tried} == {local}


@pytest.mark.once
def test_two_moves_are_followed_and_a_third_is_not(settings):
    answers = {"/1": moved("/2"), "/2": moved("/3"), "/3": ok(), "/0": moved("/1"), "/out": moved("http://10.0.0.1/")}
    with server(settings, answers) as site:
        assert fetch(f"{site}/1") == ATOM
        with pytest.raises(Refused, match="trop de fois"):
            fetch(f"{site}/0")
        with pytest.raises(Refused, match="https"):
            fetch(f"{site}/out")


@pytest.mark.once
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (ok(b"x" * (neighbour_fetch.MAX_BYTES + 1)), "trop lourd"),
        (ok(kind="image/png"), "fil de nouvelles"),
        ((404, {}, b""), "erreur"),
    ],
)
def test_what_is_too_large_or_of_another_kind_is_refused(settings, answer, words):
    with server(settings, {"/": answer}) as site, pytest.raises(Refused, match=words):
        fetch(f"{site}/")


@pytest.mark.once
def test_a_name_that_is_never_found_is_not_waited_for(monkeypatch):
    found = threading.Event()
    monkeypatch.setattr(neighbour_fetch, "SECONDS", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: found.wait(30) and [])
    try:
        with pytest.raises(Refused, match="trop lent"):
            fetch("https://voisin.example/fil")
        assert not found.is_set()
    finally:
        found.set()


@pytest.mark.django_db
def test_the_page_shows_the_news_and_never_what_is_hidden(client, monkeypatch):
    feed = NeighbourFeed.objects.create(partner=make_partner(kind=Partner.Kind.COUNCIL), url="https://voisin.example/f")
    monkeypatch.setattr("council.neighbours.neighbour_news.fetch", lambda url: ATOM)
    call_command("read_neighbours", verbosity=0)
    assert "Fête x" in client.get("/le-conseil/voisins/").content.decode()
    Partner.objects.filter(pk=feed.partner_id).update(publication=Publication.DRAFT)
    assert "Fête x" not in client.get("/le-conseil/voisins/").content.decode()


@pytest.mark.django_db
def test_a_feed_that_fails_keeps_its_old_news_and_says_why(monkeypatch):
    feed = NeighbourFeed.objects.create(partner=make_partner(), url="https://voisin.example/f")
    feed.replace_items(items_of(ATOM))

    def refuse(url):
        raise Refused("Ce fil est trop lourd.")

    monkeypatch.setattr("council.neighbours.neighbour_news.fetch", refuse)
    call_command("read_neighbours", verbosity=0)
    feed.refresh_from_db()
    assert feed.problem == "Ce fil est trop lourd." and NeighbourItem.objects.count() == 1


@pytest.mark.django_db
def test_a_feed_that_is_not_https_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        NeighbourFeed.objects.create(partner=make_partner(), url="http://voisin.example/f")


@pytest.mark.once
@pytest.mark.parametrize("line", ["URL:https://[", "URL:https://a/\0b", "DTSTART;VALUE=PERIOD:20260501T170000Z/PT1H"])
def test_a_hostile_line_of_a_calendar_costs_its_value_only(line):
    content = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:F\0te\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    [item] = items_of(content.encode())
    assert (item.title, item.url, item.day) == ("F te", "", None)


@pytest.mark.parametrize("location", ["https://[", "https://a b/"])
def test_a_move_to_an_address_that_is_none_is_refused(settings, location):
    with server(settings, {"/": moved(location)}) as site, pytest.raises(Refused, match="pas lisible"):
        fetch(f"{site}/")


@pytest.mark.django_db
def test_a_feed_that_breaks_its_reader_does_not_stop_the_others(monkeypatch):
    partner = make_partner()
    broken, good = (NeighbourFeed.objects.create(partner=partner, url=f"https://{name}.example/") for name in "ab")
    monkeypatch.setattr(
        "council.neighbours.neighbour_news.fetch", lambda url: ATOM if url == good.url else b"BEGIN:VCALENDAR"
    )
    monkeypatch.setattr("council.rules.neighbour_feed._calendar_items", lambda content: 1 / 0)
    call_command("read_neighbours")
    broken.refresh_from_db()
    assert broken.problem == "Ce fil n’est pas lisible." and good.items.count() == 1
