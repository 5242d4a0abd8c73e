"""Three hosts that start at the same moment: one prepares, the others wait and find nothing left to do."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.ops.database import empty_database

pytestmark = pytest.mark.ops
HOSTS = 3
NOTHING_LEFT = "0 résultat(s) vérifié(s), 0 retiré(s)."
FROZEN = """
from council.models import SiteIdentity
from tests.surveys.models.test_recheck import *
SiteIdentity.objects.create(pk=1, email="conseil@example.org")
told_of_the_five(make_frozen_yesterday())
"""


@pytest.fixture
def environment(tmp_path):
    with empty_database(tmp_path) as database:
        yield environment_of(database, tmp_path)


@pytest.fixture
def prepared(tmp_path, migrated):
    with empty_database(tmp_path, like=migrated) as database:
        yield environment_of(database, tmp_path)


def environment_of(database, folder):
    return {
        "PATH": os.environ["PATH"], "ENV_FILE": "/dev/null", "LANG": "C.UTF-8", "DATABASE_URL": database,
        "MEDIA_ROOT": str(folder / "media"), "PRIVATE_MEDIA_ROOT": str(folder / "private"),
    }  # fmt: skip


def at_once(environment, *command):
    """What each host said; none may fail."""
    arguments = [sys.executable, "manage.py", *command]
    said = {"cwd": settings.BASE_DIR, "env": environment, "text": True}
    running = [
        subprocess.Popen(arguments, **said, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(HOSTS)
    ]
    ended = [process.communicate(timeout=300) for process in running]
    assert [process.returncode for process in running] == [0] * HOSTS, ended
    assert not [err for _, err in ended if err]
    return [out for out, _ in ended]


def run(environment, code):
    asked = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    ran = {"cwd": settings.BASE_DIR, "env": environment, "check": True, "capture_output": True, "text": True}
    return subprocess.run(asked, **ran).stdout


def count(environment, model, **rows):
    code = f"from {model[0]} import {model[1]} as M; print(M.objects.filter(**{rows!r}).count())"
    return int(run(environment, code))


def test_the_tables_the_content_and_the_first_account_are_made_once(environment):
    made = at_once(environment, "migrate")
    assert sum("Applying" in out for out in made) == 1
    assert sum(": 0 fiches" not in out for out in at_once(environment, "load_content")) == 1
    accounts = at_once(environment, "create_administrator")
    assert sum("Mot de passe" in out for out in accounts) == 1 and sum(not out for out in accounts) == HOSTS - 1
    assert count(environment, ("accounts.models", "User"), is_superuser=True) == 1


def test_results_of_older_rules_are_withdrawn_once_and_told_once(prepared, tmp_path):
    prepared |= {"EMAIL_URL": f"filemail:///{tmp_path}/mail", "DEFAULT_FROM_EMAIL": "portail@example.org"}
    run(prepared, FROZEN)
    said = at_once(prepared, "recheck_results")
    assert sorted(out.splitlines()[0] for out in said) == [
        NOTHING_LEFT,
        NOTHING_LEFT,
        "1 résultat(s) vérifié(s), 1 retiré(s).",
    ]
    assert len(list((tmp_path / "mail").glob("*"))) == 1


def test_a_host_that_dies_while_it_prepares_keeps_nobody_out(prepared):
    code = "from clos_portal.night.exclusive import exclusively; import os\nwith exclusively('prepare'): os._exit(9)"
    died = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    assert subprocess.run(died, cwd=settings.BASE_DIR, env=prepared).returncode == 9
    again = [sys.executable, "manage.py", "migrate", "-v0"]
    assert subprocess.run(again, cwd=settings.BASE_DIR, env=prepared, timeout=240).returncode == 0
