import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import sync_playwright

from accounts.models import User
from council.models import SiteIdentity
from tests.accounts.make import enter

# One browser a process: it keeps an event loop running, which Django would refuse to share.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip

# Tests do not time: a busy machine is not a fault.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

LONG = ("tests/ops/", "tests/browser/", "tests/admin/", "tests/test_second_council.py")
FOR_A_SERVER = ("two_writers", "numbered_transactions")


@pytest.fixture(scope="session", autouse=True)
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """SQLite is a file, as for a council, each thread with a connection of its own;
    in memory, so that no test waits.
    """
    if connection.vendor != "sqlite":
        yield
        return
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None, ignore_cleanup_errors=True) as folder:
        connection.settings_dict["TEST"]["NAME"] = f"{folder}/test.sqlite3"
        yield


@pytest.fixture(autouse=True)
def _fast_and_isolated(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    settings.BACKUPS_ROOT = tmp_path / "backups"
    settings.COUNTERS_URL = f"sqlite:///{tmp_path / 'counters.sqlite3'}"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def identity(db):
    return SiteIdentity.objects.create(pk=1, email="conseil@exemple.fr")


@pytest.fixture
def technician(db):
    """Somebody with every right, logged in."""
    return User.objects.create_superuser("technique@exemple.fr", "un-mot-de-passe-long")


@pytest.fixture
def technician_client(client, technician):
    return enter(client, technician)


@pytest.fixture
def client_that_checks_csrf():
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture(scope="session")
def chromium():
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    assert executable, "Il manque Chromium. Sur Debian : apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()


def pytest_collection_modifyitems(config, items):
    """What is long begins first, so that no worker waits for the other at the end. SQLite has one writer, so nobody to
    race with, and numbers no transaction: those tests are PostgreSQL's."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    if connection.vendor != "sqlite":
        return
    others = [item for item in items if any(item.get_closest_marker(name) for name in FOR_A_SERVER)]
    if others:
        items[:] = [item for item in items if item not in others]
        config.hook.pytest_deselected(items=others)
