"""The production recipe, as it is shipped: gunicorn under production settings, behind nginx from Debian."""

import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.ops.database import away, empty_database
from tests.ops.stack import Stack
from tests.ops.visitors import visitors

pytestmark = pytest.mark.ops

HEADERS = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@pytest.fixture(scope="module")
def stack():
    folder = Path(tempfile.mkdtemp(prefix="portail-"))
    (folder / "data").mkdir()
    with empty_database(folder / "data") as database:
        stack = Stack(folder, database)
        stack.prepare()
        stack.start()
        yield stack
        stack.stop()
    shutil.rmtree(folder)


def headers_of(response):
    """Each header once, with its value."""
    return {name: ", ".join(response.headers.get_all(name) or ["(absent)"]) for name in HEADERS}


def assert_all_headers(response):
    assert headers_of(response) == HEADERS
    [policy] = response.headers.get_all("Content-Security-Policy")
    assert "default-src 'none'" in policy and "unsafe" not in policy


@pytest.mark.parametrize(
    ("status", "path", "method", "headers"),
    [
        (200, "/", "GET", {}),
        (200, "/admin/login/", "GET", {}),
        (200, "/agenda/calendrier.ics", "GET", {}),
        (200, "/donnees-ouvertes/propositions.csv", "GET", {}),
        (200, "/robots.txt", "GET", {}),
        (200, "/sante/", "GET", {}),
        (200, "/proxy-pages/page.css", "GET", {}),
        (301, "/agenda", "GET", {}),
        (302, "/admin/", "GET", {}),
        (400, "/", "GET", {"Host": "mechant.example"}),
        (403, "/admin/login/", "POST", {}),
        (404, "/nulle-part/", "GET", {}),
        (404, "/media/../.env", "GET", {}),
        (404, "/static/../.env", "GET", {}),
        (405, "/", "TRACE", {}),
        (405, "/", "DELETE", {}),
        (414, "/?" + "a" * 9000, "GET", {}),
        (400, "/", "GET", {"X-Long": "a" * 9000}),
    ],
)
def test_every_answer_carries_every_header_once(stack, status, path, method, headers):
    response = stack.ask(path, method, **headers)
    assert response.status == status
    assert_all_headers(response)


@pytest.mark.parametrize("length", [4000, 7000, 8100])
def test_what_the_proxy_lets_through_gunicorn_reads(stack, length):
    assert stack.ask("/recherche/?q=" + "a" * length).status in (200, 414)
    assert_all_headers(stack.ask("/recherche/?q=" + "a" * length, **{"X-Long": "b" * length}))


def test_static_files_are_compressed_cached_for_ever_and_carry_the_headers(stack):
    path = re.search(r'href="(/static/css/tokens\.[0-9a-f]+\.css)"', stack.ask("/").text)[1]
    response = stack.ask(path, **{"Accept-Encoding": "br"})
    assert response.headers["Content-Encoding"] == "br" and "immutable" in response.headers["Cache-Control"]
    assert_all_headers(response)
    again = stack.ask(path, **{"If-Modified-Since": response.headers["Last-Modified"], "Accept-Encoding": "br"})
    assert again.status == 304
    assert_all_headers(again)


@pytest.mark.parametrize(("path", "size"), [("/contact/", 3_500_000), ("/admin/login/", 21_000_000)])
def test_a_body_too_large_is_refused_in_french(stack, path, size):
    response = stack.ask(path, "POST", b"x" * size)
    assert response.status == 413 and "trop lourd" in response.text
    assert_all_headers(response)


def test_the_back_office_may_receive_a_photo(stack):
    """Read to its end, its files thrown away when the session is no session; then refused, having no token."""
    form = (
        b'--b\r\nContent-Disposition: form-data; name="p"; filename="p.jpg"\r\n\r\n'
        + b"x" * 14_900_000
        + b"\r\n--b--\r\n"
    )
    headers = {
        "Content-Type": "multipart/form-data; boundary=b",
        "Origin": "https://localhost",
        "Cookie": "__Host-sessionid=" + "a" * 32,
    }
    answer = stack.ask("/admin/login/", "POST", form, **headers)
    assert answer.status == 403


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/walks/walk/1/photos/ajouter/"])
def test_the_files_of_a_stranger_are_not_even_read(stack, path):
    """The proxy answers to the first lines, while the body is still to come."""
    with connect(stack) as line:
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        line.sendall(f"{head}Content-Length: 15000000\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 303 ")


def test_a_first_visit_stays_within_its_budget(stack):
    address = f"https://localhost:{stack.secure}"
    weigh = [sys.executable, "bench/page_weight.py", address]
    result = subprocess.run(
        weigh,
        cwd=settings.BASE_DIR,
        env=stack.environment | {"SSL_CERT_FILE": str(stack.certificate)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert stack.ask("/", **{"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_no_version_is_told(stack):
    assert stack.ask("/nulle-part/").headers["Server"] in (None, "nginx")


def test_in_clear_the_proxy_leads_to_https(stack):
    response = stack.ask_in_clear(stack.plain, "/agenda/?mot=jardin")
    assert response.status == 301 and response.headers["Location"] == "https://localhost/agenda/?mot=jardin"
    assert_all_headers(response)


def test_a_forwarded_host_is_ignored(stack):
    page = stack.ask("/", **{"X-Forwarded-Host": "mechant.example"}).text
    assert "mechant" not in page and 'rel="canonical" href="https://localhost/"' in page


def test_only_the_trusted_proxy_may_say_that_a_request_came_by_https(stack):
    said = {"X-Forwarded-Proto": "https"}
    assert stack.ask_in_clear(stack.portal, "/", source="127.0.0.1", **said).status == 200
    assert stack.ask_in_clear(stack.portal, "/", source="127.0.0.2", **said).status == 301
    assert stack.ask_in_clear(stack.portal, "/", source="127.0.0.1").status == 301


def test_forty_slow_visitors_do_not_stop_the_others(stack):
    line = b"Host: localhost\r\nOrigin: https://localhost\r\nCookie: __Host-csrftoken=" + b"a" * 32 + b"\r\n"
    form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000"
    slow = [connect(stack) for _ in range(40)]
    for connection in slow[:20]:
        connection.sendall(b"GET / HTTP/1.1\r\n" + line + b"X-Lent: ")
    for connection in slow[20:]:
        connection.sendall(b"POST /contact/ HTTP/1.1\r\n" + line + form + b"\r\n\r\nnom=")
    time.sleep(1)  # long enough for a worker to take them, if the proxy let it
    assert stack.ask("/").status == 200
    for connection in slow:
        connection.close()


def connect(stack):
    trusted = ssl.create_default_context(cafile=stack.certificate)
    return trusted.wrap_socket(
        socket.create_connection(("127.0.0.1", stack.secure), timeout=15), server_hostname="localhost"
    )


def test_the_address_of_a_visitor_is_not_kept_whole(stack):
    stack.ask("/aide/?secret=oui")
    for _ in range(50):  # nginx writes the line once the answer has left
        lines = [line for line in (stack.folder / "portail.log").read_text().splitlines() if "/aide/" in line]
        if lines:
            break
        time.sleep(0.1)
    line = lines[-1]
    assert line.startswith("127.0.0.0 ") and "127.0.0.1" not in line and "secret" not in line


def test_the_portal_writes_only_in_its_data(stack):
    assert not list(stack.folder.rglob("*.ctl"))
    assert {path.name for path in (stack.folder / "data").iterdir()} <= {
        "db.sqlite3",
        "db.sqlite3-journal",
        "db.sqlite3-prepare.lock",
        "counters.sqlite3",
        "counters.sqlite3-journal",
        "media",
        "private",
    }


def test_the_health_check_of_the_image_passes(stack):
    [check] = re.findall(r"HEALTHCHECK.*\\\n\s+(\[.*\])", (settings.BASE_DIR / "Dockerfile").read_text())
    command = [part.replace(":8000", f":{stack.portal}") for part in json.loads(check)]
    assert subprocess.run([sys.executable, *command[1:]], env=stack.environment).returncode == 0


def test_a_deployment_drops_no_request(stack):
    """gunicorn starts new workers, then lets the old ones end what they had begun."""
    with visitors(stack, 4) as people:
        before = workers(stack)
        os.kill(stack.gunicorn.pid, signal.SIGHUP)
        for _ in range(200):
            if not before & workers(stack) and len(workers(stack)) == len(before):
                break
            time.sleep(0.2)
        assert not before & workers(stack)
        time.sleep(2)
    waits = sorted(wait for person in people for wait in person.waits)
    print(f"{len(waits)} requests, median {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.1f} s")  # noqa: T201
    assert [trouble for person in people for trouble in person.troubles] == [] and len(waits) > 30


def workers(stack):
    return set(Path(f"/proc/{stack.gunicorn.pid}/task/{stack.gunicorn.pid}/children").read_text().split())


def test_nothing_that_is_sent_leaves_a_line_anywhere(stack):
    before = stack.journal()
    for path in (
        "/contact/",
        "/nous-rejoindre/habitant/",
        "/propositions/idees/envoyer/",
        "/ar/questionnaire/quartier/",
    ):
        stack.ask(path)
        stack.ask(path, "POST", b"message=Bonjour")
    stack.ask("/contact/merci/")
    stack.ask("/admin/mot-de-passe/MQ/abc-123/")
    assert stack.journal() == before
    proxy = (stack.folder / "portail.log").read_text()
    assert not re.findall(r"contact|nous-rejoindre|idees/envoyer|questionnaire|mot-de-passe/MQ", proxy)


def test_ten_seconds_without_database_write_little_and_the_portal_comes_back_by_itself(stack):
    before = len(stack.journal())
    with away(stack.environment["DATABASE_URL"]):
        assert stack.ask("/sante/").status == 503
        with visitors(stack, 4) as people:
            time.sleep(10)
    written = stack.journal()[before:]
    refused = sum(status in (500, 503) for person in people for status in person.troubles)
    print(f"{len(written)} bytes for {refused} refusals")  # noqa: T201
    assert refused > 10 and 0 < len(written) < 16_000
    lines = written.splitlines()
    assert not [line for line in lines if not re.match(r"\d{4}-\d\d-\d\d(T\S+)? [A-Z]+ \d+ (-|[0-9a-f]{8}) ", line)]
    assert stack.ask("/sante/").status == 200 and stack.ask("/").status == 200


def test_when_the_portal_stops_the_proxy_says_so_in_the_same_clothes(stack):
    """Last of this file: TERM stops the portal, and all its processes with it."""
    stack.gunicorn.send_signal(signal.SIGTERM)
    assert stack.gunicorn.wait(timeout=30) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", stack.portal)) != 0
    response = stack.ask("/")
    assert response.status == 502 and "Le site ne répond pas" in response.text
    assert_all_headers(response)
    assert stack.ask("/admin/login/", "POST", b"x" * 15_000_000).status == 502  # the photo is not to blame
