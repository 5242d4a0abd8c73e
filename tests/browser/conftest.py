import datetime
import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import axe_playwright_python
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from clos_portal.desk.roles import apply_roles
from tests.portal import load_everything

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]


@pytest.fixture(scope="session", autouse=True)
def _fonts():
    call_command("cut_fonts", verbosity=0)


@pytest.fixture
def open_page(chromium):
    """Opens a page of a given width; what the console says is kept in `page.complaints`."""
    contexts = []

    def opener(width=1280, **options):
        context = chromium.new_context(
            locale="fr-FR", timezone_id="Europe/Paris", viewport={"width": width, "height": 900}, **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def snapshot():
    """The loaded portal as the first test found it, with its files: SQLite gives it to the next ones in no time."""
    with sqlite3.connect(":memory:", check_same_thread=False) as database, TemporaryDirectory() as folder:
        yield {"database": database, "media": Path(folder) / "media", "private": Path(folder) / "private"}


@pytest.fixture
def loaded_site(live_server, snapshot, settings):
    """The whole portal, real content and examples, counted from today."""
    files = [(snapshot["media"], settings.MEDIA_ROOT), (snapshot["private"], settings.PRIVATE_MEDIA_ROOT)]
    if snapshot.get("day") == datetime.date.today():
        connection.ensure_connection()
        snapshot["database"].backup(connection.connection)
        ContentType.objects.clear_cache()
        copy(files)
        return live_server.url
    apply_roles()  # a live server's test starts from empty tables, without what the migrations wrote
    load_everything(datetime.date.today())
    if connection.vendor == "sqlite":
        connection.connection.backup(snapshot["database"])
        copy((there, here) for here, there in files)
        snapshot["day"] = datetime.date.today()
    return live_server.url


def copy(folders):
    for here, there in folders:
        if Path(here).exists():
            shutil.copytree(here, there, dirs_exist_ok=True)


def axe_violations(page):
    """What axe refuses on the page as it stands, in one line a rule."""
    complaints = list(page.complaints)
    page.evaluate(AXE)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    page.complaints[:] = complaints  # axe writes inline styles while it measures: not the page's doing
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']][:3]}" for rule in result["violations"]]
