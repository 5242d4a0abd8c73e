#!/usr/bin/env python3
"""Whether two states of the code show the same pages: each is read whole into a folder, then the folders are compared.

    same_pages.py take FOLDER [--code CHECKOUT] [--rows DUMP] [--like OTHER] [--public]
    same_pages.py compare BEFORE AFTER [--may-differ PATTERN]… [--moved 'PATTERN=>ADDRESS']…

`take` loads the real content and the examples in a database of its own, stops the clock and chance, and asks for all
that a visitor, then the presidency, finds by following links, then the pages that a form alone leads to: one text file
an address. It needs of the checkout only what Django gives and the names of three commands, so that it reads an older
one too. `--rows` starts from an SQLite dump instead, as `tests/clos_portal/database_of_6c74cff` keeps one with a row in
every table. `--like` asks also for what OTHER holds, because an address that moved must still lead somewhere. `compare`
follows what AFTER redirects; exit code 1 on any difference outside the pages that may differ.
"""

import argparse
import datetime
import logging
import lzma
import os
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import page_text
from taken_pages import DESK, Comparison, Page, read_take

NOON = datetime.datetime(2026, 11, 24, 11, tzinfo=datetime.UTC)
SITE = "http://127.0.0.1:8000"
DOORS = ["/", "/sitemap.xml", "/robots.txt", "/nulle-part/"]
NOT_ASKED = re.compile(r"^/static/|^/admin/(logout|jsi18n)/|__fk__")
OF_EACH_KIND = 3
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
EXPRESSION = re.compile(r"[(\\^$]")
ACCOUNT = {"username": "presidence@exemple.fr", "password": "une-phrase-que-moi-seul-connais"}
ROLE = "présidence"


class Chance:
    """The same draws for the same address: what is random can be compared."""

    def __init__(self):
        self.own = random.Random(0)
        os.urandom = random._urandom = self.own.randbytes

    def begin(self, word: str) -> None:
        self.own.seed(word)
        random.seed(word)

    def replace_that_of_sqlite(self, connection, **_):
        connection.connection.create_function("randomblob", 1, self.own.randbytes)


class Portal:
    """A checkout of the portal, loaded and asked in this process."""

    def __init__(self, code: Path, data: str):
        os.chdir(code)
        sys.path.insert(0, str(code))
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "clos_portal.settings",
            "ENV_FILE": os.devnull,
            "ENVIRONMENT": "development",
            "SITE_URL": SITE,
            "EMAIL_URL": "memorymail://",
            "DATABASE_URL": f"sqlite:///{data}/db.sqlite3",
            "MEDIA_ROOT": f"{data}/media",
            "PRIVATE_MEDIA_ROOT": f"{data}/private",
            "BACKUPS_ROOT": f"{data}/backups",
        }
        import django
        from django.db.backends.signals import connection_created

        logging.disable()
        self.chance = Chance()
        connection_created.connect(self.chance.replace_that_of_sqlite)
        django.setup()

    def load(self, rows: Path | None) -> None:
        from django.core.management import call_command

        if rows:
            with closing(sqlite3.connect(os.environ["DATABASE_URL"].removeprefix("sqlite:///"))) as database:
                database.executescript(lzma.decompress(rows.read_bytes()).decode())
        for command in ("cut_fonts", "migrate") if rows else ("cut_fonts", "migrate", "load_content", "load_demo"):
            self.chance.begin(command)
            call_command(command, verbosity=0, stdout=sys.stderr)

    def enter(self):
        """A client that the presidency signed in, as it does: with its password."""
        from django.contrib.auth import get_user_model
        from django.contrib.auth.models import Group
        from django.test import Client

        people = get_user_model().objects
        user = people.filter(email=ACCOUNT["username"]).first()  # the dump has one, with the same password
        user = user or people.create_user(ACCOUNT["username"], ACCOUNT["password"], is_staff=True)
        user.groups.set([Group.objects.get(name=ROLE)])
        client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        answer = client.post(f"{DESK}login/", ACCOUNT)
        assert answer.status_code == 302, "the presidency could not sign in"
        return client

    def ask(self, address: str, client=None) -> tuple[Page, set[str]]:
        """The page, and the addresses that it names; what asking wrote is undone."""
        from django.db import transaction
        from django.test import Client

        self.chance.begin(address)
        client = client or Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        with transaction.atomic():
            answer = client.get(address, follow=True)
            content = answer.getvalue() if answer.streaming else answer.content
            answer.close()
            transaction.set_rollback(True)
        parts = urlsplit(answer.redirect_chain[-1][0]) if answer.redirect_chain else None
        final = f"{parts.path}?{parts.query}".rstrip("?") if parts else address
        if final != address:
            return Page(address, str(answer.status_code), final), {final}
        return read_answer(address, answer, content)

    def routes(self) -> set[str]:
        from django.urls import get_resolver

        return set(patterns(get_resolver()))

    def where(self, address: str) -> tuple[str, dict]:
        """Which route of the map, with which values."""
        from django.urls import Resolver404, resolve

        try:
            found = resolve(urlsplit(address).path)
        except Resolver404:
            return "", {}
        return found.route, found.captured_kwargs or {}

    def unlinked(self, pages: dict[str, Page]) -> set[str]:
        """Addresses that no link gave: of each route never asked, with values that others took at the same place."""
        asked = [self.where(address) for address in sorted(pages)]
        known = {}
        for route, values in asked:
            for parameter in PARAMETER.finditer(route):
                place, value = (route[: parameter.start()], parameter[1]), values.get(parameter[1])
                known.setdefault(place, {}).setdefault(str(value), None)
        waiting = self.routes() - {route for route, _ in asked}
        return {address for route in waiting for address in filled(route, known)}


def filled(route: str, known: dict) -> set[str]:
    """The route with the first values known for its one parameter; none for a route with several, or an expression."""
    parameters = list(PARAMETER.finditer(route))
    if EXPRESSION.search(route) or len(parameters) != 1:
        return set()
    [first] = parameters
    values = list(known.get((route[: first.start()], first[1]), {}))[:OF_EACH_KIND]
    return {f"/{route[: first.start()]}{quote(value)}{route[first.end() :]}" for value in values}


def patterns(resolver, before=""):
    for pattern in resolver.url_patterns:
        own = str(pattern.pattern)
        words = before + (own.removeprefix("^") if before else own)
        yield from patterns(pattern, words) if hasattr(pattern, "url_patterns") else [words]


def read_answer(address: str, answer, content: bytes) -> tuple[Page, set[str]]:
    kind = answer.headers.get("Content-Type", "")
    status, links, title = f"{answer.status_code} {kind}", set(), ""
    if kind.startswith("text/html"):
        title, text, links = page_text.of_page(content.decode(), shows_links=not address.startswith(DESK))
    elif kind == "application/pdf":
        title, text = page_text.of_pdf(content)
    else:
        text = page_text.of_file(content, kind)
    whole = content.decode() if kind.startswith("text/html") else text if kind != "application/pdf" else ""
    links |= {link.replace("&amp;", "&") for link in re.findall(rf"{SITE}(/[^\s\"<>\\,;)]*)", whole)}
    return Page(address, status, address, title, text), local(address, links)


def local(address: str, links: set[str]) -> set[str]:
    """The addresses of the portal among links, without their fragment."""
    straight = {link.strip().replace("webcal://", "http://") for link in links}
    here = {urljoin(SITE + address, link).partition("#")[0] for link in straight}
    found = {link.removeprefix(SITE) or "/" for link in here if link.startswith(f"{SITE}/") or link == SITE}
    return {link for link in found if not NOT_ASKED.search(link)}


def crawl(ask, folder: Path, doors: set[str], belongs, pages: dict[str, Page]) -> None:
    """Adds every address that links lead to;
    of those that filter, sort or turn a page, the first three of each kind.
    """
    choices, waiting = set(), set(doors) - pages.keys()
    while waiting:
        for address in sorted(waiting):
            page, links = ask(address)
            pages[address] = page
            page.write(folder)
            named = {link for link in links if belongs(link)}
            straight = {link for link in named if "?" not in link or page.moved_to}
            waiting |= straight
            choices |= named - straight if "?" not in address else set()
            say(f"{len(pages)} read, {len(waiting - pages.keys())} waiting")
        waiting = waiting - pages.keys() or first_of_each_kind(choices) - pages.keys()


def first_of_each_kind(choices: set[str]) -> set[str]:
    kinds = {}
    for link in sorted(choices):
        path, _, query = link.partition("?")
        kinds.setdefault((path, *re.findall(r"(?:^|&)(\w+)=", query)), []).append(link)
    return {link for links in kinds.values() for link in links[:OF_EACH_KIND]}


def say(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{words}   ", end="", file=sys.stderr, flush=True)


def take(given: argparse.Namespace) -> int:
    import time_machine

    folder, code, like, rows = (path and path.absolute() for path in (given.folder, given.code, given.like, given.rows))
    assert not folder.exists(), f"{folder} is already there"
    older, start = set(read_take(like)) if like else set(), time.perf_counter()
    with tempfile.TemporaryDirectory() as data, time_machine.travel(NOON, tick=False):
        portal = Portal(code, data)
        portal.load(rows)
        pages = read_all(portal, folder, older, given.public)
        unread = portal.routes() - {portal.where(address)[0] for address in pages}
    (folder / "routes-never-asked").write_text("\n".join(sorted(unread)) + "\n", encoding="utf-8")
    report(pages, unread, time.perf_counter() - start)
    return 0


def read_all(portal: Portal, folder: Path, older: set[str], without_desk: bool) -> dict[str, Page]:
    plain = {f"/{route}" for route in portal.routes() if not re.search(r"[<(\\^$]", route)}
    known = {address for address in plain | older | set(DOORS) if not NOT_ASKED.search(address)}
    pages = read_side(portal, folder, known, is_desk=False)
    return pages if without_desk else pages | read_side(portal, folder, known, is_desk=True)


def read_side(portal: Portal, folder: Path, known: set[str], is_desk: bool) -> dict[str, Page]:
    client = portal.enter() if is_desk else None

    def belongs(address: str) -> bool:
        return address.startswith(DESK) is is_desk

    def ask(address: str) -> tuple[Page, set[str]]:
        return portal.ask(address, client)

    pages = {}
    crawl(ask, folder, set(filter(belongs, known)), belongs, pages)
    crawl(ask, folder, set(filter(belongs, portal.unlinked(pages))), belongs, pages)
    return pages


def report(pages: dict[str, Page], unread: set[str], spent: float) -> None:
    for name, among in [("public", False), ("desk", True)]:
        kinds = Counter(page.status for page in pages.values() if page.is_desk is among)
        print(f"{name}: {sum(kinds.values())} addresses")
        for kind, count in kinds.most_common():
            print(f"  {count:6} {kind or 'redirected'}")
    print(f"{len(unread)} routes never asked (routes-never-asked); {spent:.0f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    taking = commands.add_parser("take")
    taking.add_argument("folder", type=Path)
    taking.add_argument("--code", type=Path, default=Path(__file__).resolve().parent.parent)
    taking.add_argument("--like", type=Path)
    taking.add_argument("--rows", type=Path, help="an SQLite dump, compressed by xz")
    taking.add_argument("--public", action="store_true", help="leave the desk out: ten times shorter")
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--may-differ", action="append", default=[])
    comparing.add_argument("--moved", action="append", default=[])
    given = parser.parse_args()
    if given.command == "take":
        return take(given)
    return Comparison(read_take(given.before), read_take(given.after), given.may_differ, given.moved).run()


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"PYTHONHASHSEED": "0"})
    sys.exit(main())
