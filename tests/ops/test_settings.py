import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

KEY = "une-vraie-cle-tiree-au-hasard-0123456789-abcdefghijklmnopqrstuvwxyz"
PRODUCTION = {"ENVIRONMENT": "production", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "conseil.exemple.fr"}


def manage(*arguments, **environment):
    clean = {"PATH": os.environ["PATH"], "ENV_FILE": "/dev/null", "LANG": "C.UTF-8"} | environment
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=clean, capture_output=True, text=True)


def test_development_needs_no_variable():
    assert manage("check").returncode == 0


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "courte"}, "SECRET_KEY"),
        ({"SECRET_KEY": "development-only-key-never-used-in-production-0123456789"}, "SECRET_KEY"),
        ({"DEBUG": "True"}, "DEBUG"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "conseil.exemple.fr,*"}, "ALLOWED_HOSTS"),
    ],
)
def test_production_refuses_to_start_and_says_why_in_french(change, word):
    result = manage("check", **(PRODUCTION | change))
    assert result.returncode != 0
    assert "Le site ne démarre pas" in result.stderr and word in result.stderr.splitlines()[-1]


def test_counters_in_a_redis_whose_client_is_not_installed_are_refused_at_the_start(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as util\nfind = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'redis' else find(name, *more)\n"
    )
    change = {"COUNTERS_URL": "redis://127.0.0.1/1"}
    assert manage("check", **change).returncode == 0
    result = manage("check", **change, PYTHONPATH=str(tmp_path))
    assert result.returncode != 0 and "requirements-redis.txt" in result.stderr.splitlines()[-1]


def test_the_shipped_production_environment_passes_the_deployment_check():
    example = dict(re.findall(r"^([A-Z_]+)=(.*)$", (settings.BASE_DIR / ".env.example").read_text(), re.M))
    result = manage("check", "--deploy", "--fail-level", "WARNING", **(example | {"SECRET_KEY": KEY}))
    assert result.returncode == 0, result.stderr


def test_every_variable_that_the_settings_read_is_named_in_the_example():
    source = (settings.BASE_DIR / "clos_portal" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    assert len(read) > 10
    named = set(re.findall(r"^#?([A-Z_]+)=", (settings.BASE_DIR / ".env.example").read_text(), re.M))
    assert read <= named


@pytest.mark.parametrize(
    "pragma", ["PRAGMA synchronous=OFF;", "PRAGMA foreign_keys=OFF;", "PRAGMA journal_mode=MEMORY;"]
)
def test_a_database_whose_settings_did_not_take_is_refused(pragma, tmp_path):
    code = (
        "import django; from django.conf import settings; django.setup();"
        f"settings.DATABASES['default']['OPTIONS']['init_command'] = '{pragma}';"
        "from django.core.management import call_command; call_command('check', databases=['default'])"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "/dev/null",
        "DJANGO_SETTINGS_MODULE": "clos_portal.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite3'}",
    }
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert "clos_portal.E001" in result.stderr
