"""Every library is pinned, has its reason, and is there because something imports or loads it."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

LINE = re.compile(r"^(?P<name>[A-Za-z0-9_-]+)(\[[a-z,]+\])?==[\w.]+ +# \S.*$")
# Used by name, in settings, commands or templates, never imported.
NOT_IMPORTED = {"django-otp", "django-axes", "gunicorn", "whitenoise", "psycopg2-binary", "bootstrap-wrapper", "tzdata",
                "fontpkg-atkinson-hyperlegible", "fontpkg-noto-sans", "fontpkg-almarai",
                "fontpkg-noto-sans-arabic", "crispy-bootstrap5",
                "django-permissions-policy"}  # fmt: skip


def lines(name):
    text = (settings.BASE_DIR / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith(("#", "-r "))]


def names(name):
    return {LINE.match(line)["name"].lower() for line in lines(name)}


def imported(folders):
    for path in (path for folder in folders for path in (settings.BASE_DIR / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module.split(".")[0]


def distributions(folders):
    known = packages_distributions()
    return {
        name.lower()
        for module in set(imported(folders)) - set(sys.stdlib_module_names)
        for name in known.get(module, [])
    }


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-redis.txt"])
def test_every_line_is_an_exact_version_with_its_reason(name):
    assert lines(name) and not [line for line in lines(name) if not LINE.match(line)]


def test_what_the_portal_imports_is_required():
    through_others = {"brotli", "qrcode"}  # by whitenoise, django-otp
    required = names("requirements.txt") | names("requirements-redis.txt") | through_others
    assert distributions([*settings.ROOMS, "deploy"]) <= required
    assert distributions(["bench"]) <= required | names("requirements-dev.txt")


def test_what_only_some_hosts_need_is_tested_in_the_same_version():
    versions = {line.split()[0] for line in lines("requirements-redis.txt")}
    assert versions <= {line.split()[0] for line in lines("requirements-dev.txt")}


def test_nothing_is_required_for_nothing():
    used = distributions(settings.ROOMS) | NOT_IMPORTED
    assert names("requirements.txt") <= used
