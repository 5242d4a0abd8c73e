"""What the log says: one line an event, an error that repeats once, and nothing of what residents send."""

import io
import logging
import re
from unittest import mock

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from clos_portal import urls
from clos_portal.requests import log_lines
from clos_portal.requests.log_lines import CURRENT, Discreet, OneLine, Sparing, Trace
from tests.public_forms import FORMS as FILLED
from tests.routes import every_route

pytestmark = pytest.mark.django_db
MINUTE = 600  # requests: ten a second


def crash(request, **parts):
    raise IntegrityError('duplicate key "email"\nDETAIL: Key (email)=(a@b.example) already exists.')


def notify(request):
    logging.getLogger("clos_portal.site.views").warning("Une ligne\nune autre\x1b[31m ici")
    return HttpResponse()


urlpatterns = [path("panne/", crash), path("contact/panne/", crash), path("note/", notify), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def log():
    """All that would be written on the console; its lines on demand."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(OneLine())
    handler.addFilter(Discreet())
    handler.addFilter(Sparing())
    token = CURRENT.set(Trace())
    logging.getLogger().addHandler(handler)
    yield lambda: text.getvalue().splitlines()
    logging.getLogger().removeHandler(handler)
    CURRENT.reset(token)


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.urls(__name__)
def test_a_line_has_its_date_level_process_and_request_and_is_one(visitor, log):
    visitor.get("/note/")
    [line] = log()
    when, level, process, number, name, words = line.split(" ", 5)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[12]:00", when) and level == "WARNING"
    assert process.isdigit() and re.fullmatch(r"[0-9a-f]{8}", number) and name == "clos_portal.site.views"
    assert words == "Une ligne\\x0aune autre\\x1b[31m ici"


@pytest.mark.urls(__name__)
def test_a_traceback_is_folded_at_the_end_of_its_line(visitor, log):
    visitor.get("/panne/")
    [line] = log()
    assert "Internal Server Error: /panne/" in line and 'IntegrityError: duplicate key "email" [' in line
    assert "test_log.py:" in line and "a@b.example" not in line


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/contact/panne/", "/panne/"])
def test_the_crash_of_what_a_resident_sends_says_where_and_neither_who_nor_what_nor_when(visitor, log, address):
    visitor.post(address, {"message": "mon secret"})
    [line] = log()
    assert re.match(r"\d{4}-\d\d-\d\d ERROR \d+ - django.request Une erreur dans une page", line)
    assert "IntegrityError [" in line and "test_log.py:" in line
    assert not [word for word in ("panne", "secret", "duplicate", "b.example") if word in line.replace("crash", "")]


FORMS = [route for route in every_route() if not route.is_admin and route.is_form]


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.words)
def test_nothing_that_is_sent_writes_a_line(route, visitor, log):
    for data in ({}, {"message": "Bonjour", "email": "a@b.example", "token": "faux"}):
        visitor.post(route.path, data)
        visitor.get(route.path)
        Client(enforce_csrf_checks=True, raise_request_exception=False).post(route.path, data)
    assert log() == []


@pytest.mark.parametrize("make", FILLED.values(), ids=FILLED)
def test_what_waits_for_its_pace_writes_no_line(make, client, identity, log, caplog):
    with mock.patch("publishing.pacing.pace.Pace.allows", return_value=False):
        sent = make()
        page = client.post(sent.address, sent.data)
    assert page.status_code == 429 and "Too Many Requests" in caplog.text
    assert log() == []


def test_nothing_writes_beside_the_discreet_console():
    ours = ("django", "axes", *settings.ROOMS)  # not what the tools of other tests write
    known = [logging.getLogger(name) for name in ("django", *logging.root.manager.loggerDict) if name.startswith(ours)]
    handlers = [
        handler for logger in known for handler in logger.handlers if type(handler).__module__ != "_pytest.logging"
    ]
    handlers = [handler for handler in handlers if not isinstance(handler, logging.NullHandler)]
    assert handlers and all(any(isinstance(f, Discreet) for f in handler.filters) for handler in handlers)


def test_a_page_that_does_not_exist_writes_one_line_when_it_was_only_read(visitor, log):
    visitor.get("/nulle-part/"), visitor.get("/nulle-part/"), visitor.get("/ailleurs/")
    assert [line.rpartition(" ")[2] for line in log()] == ["/nulle-part/", "/ailleurs/"]


def test_a_wrong_host_is_one_line(visitor, log):
    for number in range(5):
        visitor.get("/", HTTP_HOST=f"mechant{number}.example\nFAUX")
    assert len(log()) == 1 and "DisallowedHost" in log()[0]


@pytest.mark.parametrize("question", ["password__startswith=a", "email__regex=(a%2B)%2B$", "groups__permissions__id=1"])
def test_a_hostile_question_to_a_list_is_one_mild_line_without_code(technician_client, log, question):
    assert technician_client.get(f"/admin/accounts/user/?{question}").status_code == 400
    [line] = log()
    assert " WARNING " in line and "DisallowedModelAdminLookup" in line
    assert ".py:" not in line and "|" not in line


def test_a_minute_without_database_writes_little(visitor, log, monkeypatch, settings):
    class Away:
        def __init__(self, *args):
            raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", Away)
    addresses = ["/", "/agenda/", "/propositions/", "/contact/", "/recherche/?q=jardin", "/agenda/calendrier.ics"]
    for number in range(MINUTE):
        response = visitor.get(addresses[number % len(addresses)], {"n": number})
        assert response.status_code in (200, 500, 503)
    assert log() and sum(len(line) for line in log()) < 20_000


def test_the_same_error_comes_back_after_a_minute_with_the_number_of_those_not_told(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(log_lines.time, "monotonic", lambda: now[0])
    sparing, formatter = Sparing(), OneLine()
    told = []
    for second in range(130):
        now[0] = 1000.0 + second
        record = logging.LogRecord("a", logging.ERROR, "f.py", 1, "Panne %s", (1,), None)
        if sparing.filter(record):
            told.append(formatter.format(record))
    assert len(told) == 3 and told[1].endswith("| et 59 fois de plus depuis la dernière ligne")


def test_causes_are_told_and_the_memory_of_errors_is_bounded():
    try:
        try:
            raise OSError("disque")
        except OSError as error:
            raise DatabaseError("base") from error
    except DatabaseError as error:
        said = log_lines.folded(error, with_words=True)
    assert re.fullmatch(r"DatabaseError: base \[.*\] < OSError: disque \[.*\]", said)
    sparing = Sparing()
    for number in range(2000):
        sparing.filter(logging.LogRecord("a", logging.WARNING, "f.py", 1, f"{number}", (), None))
    assert len(sparing.seen) <= log_lines.MOST_KINDS


@pytest.mark.parametrize(
    ("line", "is_written"),
    [
        ("GET / HTTP/1.1", True),
        ("POST /contact/ HTTP/1.1", False),
        ("GET /questionnaire/quartier/merci/?deja HTTP/1.1", False),
        ("GET /admin/mot-de-passe/MQ/abc-123/ HTTP/1.1", False),
    ],
)
def test_the_trial_server_is_as_discreet(line, is_written):
    record = logging.LogRecord("django.server", logging.INFO, "f.py", 1, '"%s" %s %s', (line, "200", "9"), None)
    assert Discreet().filter(record) is is_written
