"""The law of the floors: a room imports, and points a foreign key to, lower floors only."""

import subprocess
import sys
import tomllib

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from publishing.dates.dated import Dated
from publishing.publishable import Publishable

ROOM_MODELS = [model for room in settings.ROOMS for model in apps.get_app_config(room).get_models()]


def may_see(room, other):
    if room == other or other not in settings.ROOMS:
        return True
    return floor_of(other) < floor_of(room)


def floor_of(room):
    return next(rank for rank, rooms in enumerate(settings.FLOORS) if room in rooms)


def test_every_room_stands_on_a_floor_of_the_law():
    linted = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]
    rooms = {path.parent.name for path in settings.BASE_DIR.glob("*/apps.py")}
    assert rooms == set(settings.ROOMS) == set(linted["root_packages"])


def test_imports_only_go_down():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"]
    result = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("model", ROOM_MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_only_go_down(model):
    targets = {
        field.related_model for field in model._meta.get_fields() if field.is_relation and not field.auto_created
    }
    upward = [t._meta.label for t in targets if not may_see(model._meta.app_label, t._meta.app_label)]
    assert not upward, f"{model._meta.label} looks up or sideways at {upward}"


@pytest.mark.parametrize("model", ROOM_MODELS, ids=lambda model: model._meta.label)
def test_a_room_inherits_the_rules_of_what_it_publishes(model):
    names = {constraint.name for constraint in model._meta.constraints}
    for base in (Publishable, Dated):
        if issubclass(model, base):
            wanted = {
                c.name % {"app_label": model._meta.app_label, "class": model.__name__.lower()}
                for c in base.Meta.constraints
            }
            assert wanted <= names


def test_the_ground_floor_has_no_table():
    assert not list(apps.get_app_config("publishing").get_models())


def test_no_room_is_called_after_nothing():
    empty_names = {"utils", "common", "core", "services", "helpers", "mixins", "signals"}
    files = [path for room in settings.ROOMS for path in (settings.BASE_DIR / room).rglob("*.py")]
    assert not [path for path in files if empty_names & {path.stem, path.parent.name}]


def test_no_admin_of_ours_is_unregistered_to_be_registered_again():
    files = [path for room in settings.ROOMS for path in (settings.BASE_DIR / room).rglob("*.py")]
    unregistering = [path for path in files if "unregister(" in path.read_text()]
    assert [str(path.relative_to(settings.BASE_DIR)) for path in unregistering] == ["accounts/desk/admin.py"]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
